import { cosineSimilarity } from '../../src/engine/recognise/cosine-similarity';

/**
 * Which face of each of a person's photos is the person's: the one that the other photos hold too,
 * each by its most similar face, whatever its size. `photos`: by photo and face the embeddings [d] by
 * each of the same recognisers, the largest face first, at least one face each. Returns an index per
 * photo; of a single photo that of the largest face.
 */
export function ownFaces(photos: readonly (readonly (readonly Float32Array[])[])[]): number[] {
  return photos.map((faces, at) => {
    const others = photos.filter((_, i) => i !== at);
    const likeness = faces.map((face) =>
      others.reduce((sum, other) => sum + Math.max(...other.map((one) => alike(face, one))), 0),
    );
    return likeness.indexOf(Math.max(...likeness));
  });
}

function alike(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  return a.reduce((sum, embedding, i) => sum + cosineSimilarity(embedding, b[i]!), 0);
}
