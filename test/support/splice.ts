import { readFileSync } from 'node:fs';
import { asciiBytes, concatBytes } from '../../src/offscreen/codecs/byte-access';
import { readPngChunks, writePng, type PngChunk } from '../../src/offscreen/codecs/png-chunks';

/** Photo 1..6 of the face-api package; the first carries Exif and HP's sRGB profile. */
export function samplePhoto(number: number): Uint8Array {
  const path = `../../node_modules/@vladmandic/face-api/demo/sample${number}.jpg`;
  return new Uint8Array(readFileSync(new URL(path, import.meta.url)));
}

/** A JPEG segment; text and bytes are put one after the other. */
export function jpegSegment(marker: number, ...parts: (string | Uint8Array)[]): Uint8Array {
  const payload = join(parts);
  const length = payload.length + 2;
  return concatBytes([Uint8Array.of(0xff, marker, length >> 8, length & 255), payload]);
}

/** The JPEG with segments right after SOI. */
export function spliceJpeg(jpeg: Uint8Array, ...segments: Uint8Array[]): Uint8Array {
  return concatBytes([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

/** Text as one byte a character, bytes as they are. */
export function join(parts: readonly (string | Uint8Array)[]): Uint8Array {
  return concatBytes(parts.map((part) => (typeof part === 'string' ? asciiBytes(part) : part)));
}

export function pngChunk(type: string, ...parts: (string | Uint8Array)[]): PngChunk {
  return { type, data: join(parts) };
}

/** The PNG with chunks right after IHDR. */
export function splicePng(png: Uint8Array, ...chunks: PngChunk[]): Uint8Array {
  const [header, ...rest] = readPngChunks(png);
  return writePng([header!, ...chunks, ...rest]);
}

export function webpChunk(type: string, ...parts: (string | Uint8Array)[]): Uint8Array {
  const data = join(parts);
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return concatBytes([head, data, new Uint8Array(data.length % 2)]);
}

/** A simple-format WebP wrapped in the extended one, with chunks before and after the picture. */
export function extendWebp(
  webp: Uint8Array,
  size: { readonly width: number; readonly height: number },
  flags: number,
  before: readonly Uint8Array[],
  after: readonly Uint8Array[],
): Uint8Array {
  const canvas = Buffer.alloc(10);
  canvas[0] = flags;
  canvas.writeUIntLE(size.width - 1, 4, 3);
  canvas.writeUIntLE(size.height - 1, 7, 3);
  const picture = webp.subarray(12);
  return webpChunk('RIFF', 'WEBP', webpChunk('VP8X', canvas), ...before, picture, ...after);
}

/** An Exif block: orientation, a maker note and a thumbnail in the second directory. */
export function exifTiff(
  orientation: number,
  makerNote: Uint8Array,
  thumbnail: Uint8Array,
): Uint8Array {
  const head = Buffer.alloc(8 + 2 + 24 + 4 + 2 + 12 + 4 + 2 + 24 + 4);
  const note = head.length;
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(count, at + 4);
    head.writeUInt32LE(value, at + 8);
  };
  head.write('II*\0\x08', 0, 'latin1');
  head.writeUInt16LE(2, 8);
  entry(10, 0x0112, 3, 1, orientation);
  entry(22, 0x8769, 4, 1, 38);
  head.writeUInt32LE(56, 34);
  head.writeUInt16LE(1, 38);
  entry(40, 0x927c, 7, makerNote.length, note);
  head.writeUInt16LE(2, 56);
  entry(58, 0x0201, 4, 1, note + makerNote.length);
  entry(70, 0x0202, 4, 1, thumbnail.length);
  return concatBytes([head, makerNote, thumbnail]);
}
