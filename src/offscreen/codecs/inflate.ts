import { Unzlib } from 'fflate';
import { concatBytes } from './byte-access';
import { corruptFile } from './parse-guard';

/** Deflate packs at most 1032 to 1: a step of this size cannot give more than a megabyte. */
const STEP_BYTES = 1024;

/**
 * Inflates a zlib stream (RFC 1950), made for colour profiles and not for pixels. Throws 'corrupt-file'
 * when the stream is broken, ends too early, or gives more than `maxBytes`.
 */
export function inflate(stream: Uint8Array, maxBytes: number): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let total = 0;
  // Set by a callback, which the type checker does not see.
  let isWhole = false as boolean;
  const unzlib = new Unzlib((part, isFinal) => {
    parts.push(part);
    total += part.length;
    isWhole = isFinal;
  });
  try {
    for (let at = 0; at < stream.length && total <= maxBytes; at += STEP_BYTES) {
      const end = at + STEP_BYTES;
      unzlib.push(stream.subarray(at, end), end >= stream.length);
    }
  } catch (error) {
    throw corruptFile('Compressed metadata is broken.', error);
  }
  if (total > maxBytes) throw corruptFile('Compressed metadata is too large.');
  if (!isWhole) throw corruptFile('Compressed metadata ends too early.');
  return concatBytes(parts);
}
