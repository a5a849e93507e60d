import { asciiAt, viewOf } from './byte-access';
import { corruptFile, parseGuarded } from './parse-guard';

export interface WebpChunk {
  /** Four characters, e.g. 'VP8 '. */
  readonly type: string;
  /** Without size and padding; a view into the file. */
  readonly data: Uint8Array;
}

/** What the chunks of a WebP say, without any pixel decoded. */
export interface WebpHeader {
  readonly width: number;
  readonly height: number;
  readonly lossless: boolean;
  readonly hasAlpha: boolean;
  readonly isAnimated: boolean;
  /** Those inside the RIFF; what follows it is not part of the WebP. */
  readonly chunks: readonly WebpChunk[];
}

/** Reads the container and the frame header (RFC 9649). Throws 'corrupt-file'. */
export function readWebpHeader(bytes: Uint8Array): WebpHeader {
  return parseGuarded(() => {
    const chunks = readChunks(bytes);
    const data = (type: string): Uint8Array | undefined =>
      chunks.find((chunk) => chunk.type === type)?.data;
    const extended = data('VP8X');
    const saysSo = extended !== undefined && (extended[0]! & 0x02) !== 0;
    const isAnimated = saysSo || data('ANIM') !== undefined || data('ANMF') !== undefined;
    if (isAnimated) {
      if (extended === undefined) throw corruptFile('The animation has no size.');
      return { ...canvas(extended), lossless: false, hasAlpha: true, isAnimated, chunks };
    }
    const lossy = data('VP8 ');
    const lossless = data('VP8L');
    if (lossy) {
      return {
        ...lossyFrame(lossy),
        lossless: false,
        hasAlpha: data('ALPH') !== undefined,
        isAnimated,
        chunks,
      };
    }
    if (lossless) return { ...losslessFrame(lossless), lossless: true, isAnimated, chunks };
    throw corruptFile('The WebP has no picture.');
  });
}

function readChunks(bytes: Uint8Array): WebpChunk[] {
  const view = viewOf(bytes);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) throw corruptFile('The WebP ends too early.');
  const chunks: WebpChunk[] = [];
  let at = 12;
  // A lone byte at the end is padding that some writers count and some do not.
  while (at + 8 <= end) {
    const dataEnd = at + 8 + view.getUint32(at + 4, true);
    if (dataEnd > end) throw corruptFile('A part of the WebP ends too early.');
    chunks.push({ type: asciiAt(bytes, at, 4), data: bytes.subarray(at + 8, dataEnd) });
    at = dataEnd + (dataEnd % 2);
  }
  return chunks;
}

/** 24 bits each of width - 1 and height - 1, after flags and three reserved bytes (RFC 9649, 2.7). */
function canvas(extended: Uint8Array): { width: number; height: number } {
  const view = viewOf(extended);
  const size = (at: number): number => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  return { width: size(4), height: size(7) };
}

/** Key frame header of VP8 (RFC 6386, 9.1): start code, then 14 bits each of width and height. */
function lossyFrame(data: Uint8Array): { width: number; height: number } {
  const view = viewOf(data);
  if (asciiAt(data, 3, 3) !== '\x9d\x01\x2a') throw corruptFile('The WebP picture is broken.');
  return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff };
}

/** VP8L header (RFC 9649, 3.4): signature, 14 bits each of width - 1 and height - 1, alpha bit. */
function losslessFrame(data: Uint8Array): { width: number; height: number; hasAlpha: boolean } {
  const view = viewOf(data);
  if (view.getUint8(0) !== 0x2f) throw corruptFile('The WebP picture is broken.');
  const bits = view.getUint32(1, true);
  return {
    width: (bits & 0x3fff) + 1,
    height: ((bits >>> 14) & 0x3fff) + 1,
    hasAlpha: ((bits >>> 28) & 1) === 1,
  };
}

/** The data of the first chunk of a type, or undefined. */
export function webpChunkData(header: WebpHeader, type: string): Uint8Array | undefined {
  return header.chunks.find((chunk) => chunk.type === type)?.data;
}
