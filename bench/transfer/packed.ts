import { cosineSimilarity } from '../../src/engine/recognise/cosine-similarity';

/** Embeddings of one face by matcher id, float32 in base64: what a line of a cache can hold. */
export type Packed = Readonly<Record<string, string>>;

export function pack(embedding: Float32Array): string {
  return Buffer.from(embedding.buffer, embedding.byteOffset, embedding.byteLength).toString(
    'base64',
  );
}

export function unpack(text: string): Float32Array {
  // A copy: the bytes of a small Buffer lie anywhere in a shared pool, also at odd places.
  return new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}

const unpacked = new Map<string, Float32Array>();

/** Cosine of two faces by one matcher; NaN when one of them has no embedding by it. */
export function cosine(a: Packed, b: Packed, matcher: string): number {
  const [x, y] = [a[matcher], b[matcher]];
  if (x === undefined || y === undefined) return NaN;
  return cosineSimilarity(remembered(x), remembered(y));
}

/** Pairs share their faces: each is unpacked once. */
function remembered(text: string): Float32Array {
  const known = unpacked.get(text);
  if (known) return known;
  const embedding = unpack(text);
  unpacked.set(text, embedding);
  return embedding;
}
