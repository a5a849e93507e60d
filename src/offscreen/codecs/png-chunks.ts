import { asciiAt, asciiBytes, concatBytes, viewOf } from './byte-access';
import { crc32 } from './crc32';
import { corruptFile, parseGuarded } from './parse-guard';

export interface PngChunk {
  /** Four letters, e.g. 'IHDR'. */
  readonly type: string;
  /** A view into the file. */
  readonly data: Uint8Array;
}

export const PNG_SIGNATURE = asciiBytes('\x89PNG\r\n\x1a\n');

/**
 * The chunks from IHDR to IEND, each with its CRC verified; what follows IEND is not part of the PNG.
 * Throws 'corrupt-file' (PNG third edition, section 5).
 */
export function readPngChunks(bytes: Uint8Array): PngChunk[] {
  return parseGuarded(() => {
    const view = viewOf(bytes);
    const chunks: PngChunk[] = [];
    let at = PNG_SIGNATURE.length;
    for (;;) {
      const length = view.getUint32(at);
      const crcAt = at + 8 + length;
      const stored = view.getUint32(crcAt);
      if (stored !== crc32(bytes.subarray(at + 4, crcAt))) {
        throw corruptFile('A part of the PNG does not match its checksum.');
      }
      const type = asciiAt(bytes, at + 4, 4);
      chunks.push({ type, data: bytes.subarray(at + 8, crcAt) });
      if (chunks[0]!.type !== 'IHDR') throw corruptFile('The PNG has no header.');
      if (type === 'IEND') return chunks;
      at = crcAt + 4;
    }
  });
}

/** A whole PNG from its chunks. */
export function writePng(chunks: readonly PngChunk[]): Uint8Array<ArrayBuffer> {
  return concatBytes([PNG_SIGNATURE, ...chunks.flatMap(chunkParts)]);
}

function chunkParts({ type, data }: PngChunk): Uint8Array[] {
  const head = new Uint8Array(8);
  viewOf(head).setUint32(0, data.length);
  head.set(asciiBytes(type), 4);
  const tail = new Uint8Array(4);
  viewOf(tail).setUint32(0, crc32(concatBytes([head.subarray(4), data])));
  return [head, data, tail];
}
