import { asciiBytes, concatBytes, viewOf } from './byte-access';
import type { KeptMetadata } from './kept-metadata';
import { readWebpHeader, webpChunkData } from './webp-header';

const ICC_FLAG = 0x20;
const ALPHA_FLAG = 0x10;
const EXIF_FLAG = 0x08;
const VP8X_BYTES = 10;

/**
 * A still WebP with the same compressed pixels and alpha, with the metadata that is `kept`, and nothing
 * else: no other Exif, no XMP, unknown chunks, nor bytes after the RIFF. A file that needs no extended
 * header any more keeps it if it had one.
 */
export function rewriteWebp(bytes: Uint8Array, kept: KeptMetadata): Uint8Array<ArrayBuffer> {
  const header = readWebpHeader(bytes);
  const parts: Uint8Array[] = [];
  let flags = header.hasAlpha ? ALPHA_FLAG : 0;
  if (kept.icc !== null) {
    parts.push(chunkBytes('ICCP', kept.icc));
    flags |= ICC_FLAG;
  }
  for (const type of header.lossless ? ['VP8L'] : ['ALPH', 'VP8 ']) {
    const data = webpChunkData(header, type);
    if (data) parts.push(chunkBytes(type, data));
  }
  if (kept.exif !== null) {
    parts.push(chunkBytes('EXIF', kept.exif));
    flags |= EXIF_FLAG;
  }
  if (webpChunkData(header, 'VP8X') !== undefined || kept.icc !== null || kept.exif !== null) {
    parts.unshift(chunkBytes('VP8X', extendedHeader(flags, header.width, header.height)));
  }
  return chunkBytes('RIFF', concatBytes([asciiBytes('WEBP'), ...parts]));
}

/** Flags, three reserved bytes, then 24 bits each of width - 1 and height - 1 (RFC 9649, 2.7). */
function extendedHeader(flags: number, width: number, height: number): Uint8Array {
  const data = new Uint8Array(VP8X_BYTES);
  const view = viewOf(data);
  view.setUint32(0, flags, true);
  view.setUint16(4, (width - 1) & 0xffff, true);
  view.setUint8(6, (width - 1) >> 16);
  view.setUint16(7, (height - 1) & 0xffff, true);
  view.setUint8(9, (height - 1) >> 16);
  return data;
}

/** Type, size, data, and a zero where the size is odd. */
function chunkBytes(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(8);
  head.set(asciiBytes(type));
  viewOf(head).setUint32(4, data.length, true);
  return concatBytes([head, data, new Uint8Array(data.length % 2)]);
}
