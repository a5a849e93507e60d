import { cosineSimilarity } from '../../src/engine/recognise/cosine-similarity';

/**
 * Which face of each of a person's photos is the person's: at first the largest, then the one that
 * is most like those of the other photos. `photos`: by photo and face the embeddings [d] by each of
 * the same recognisers, the largest face first, at least one face each. Returns an index per photo.
 */
export function ownFaces(photos: readonly (readonly (readonly Float32Array[])[])[]): number[] {
  return photos.map((faces, at) => {
    const others = photos.flatMap((other, i) => (i === at ? [] : [other[0]!]));
    if (others.length === 0) return 0;
    const likeness = faces.map((face) =>
      others.reduce((sum, other) => sum + alike(face, other), 0),
    );
    return likeness.indexOf(Math.max(...likeness));
  });
}

function alike(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  return a.reduce((sum, embedding, i) => sum + cosineSimilarity(embedding, b[i]!), 0);
}
