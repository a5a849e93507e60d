import type { KeptMetadata } from './kept-metadata';
import { writePng, type PngChunk } from './png-chunks';
import { pngIccPayload } from './png-colour';
import { readPngHeader, type PngHeader } from './png-header';

/** All that pixels are made of. */
const PICTURE_CHUNKS = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];

/** Chunks that say what the pixels mean, with the most bytes each can have: more would be cargo. */
const KEPT_CHUNKS: Readonly<Record<string, number>> = {
  IHDR: 13,
  PLTE: 768,
  IDAT: Infinity,
  IEND: 0,
  tRNS: 256,
  cHRM: 32,
  gAMA: 4,
  sBIT: 4,
  sRGB: 1,
  cICP: 4,
  pHYs: 9,
};

/**
 * A PNG with the same compressed pixels, colour, transparency and density, with the metadata that is
 * `kept`, and nothing else: no text, no other Exif, no XMP, time, private chunks, animation, nor bytes
 * after IEND.
 */
export function rewritePng(bytes: Uint8Array, kept: KeptMetadata): Uint8Array<ArrayBuffer> {
  const chunks = readPngHeader(bytes).chunks.filter(
    ({ type, data }) => data.length <= (KEPT_CHUNKS[type] ?? -1),
  );
  const extra: PngChunk[] = [];
  if (kept.icc !== null) extra.push({ type: 'iCCP', data: pngIccPayload(kept.icc) });
  if (kept.exif !== null) extra.push({ type: 'eXIf', data: kept.exif });
  // Right after IHDR: iCCP has to stand before the palette.
  return writePng([...chunks.slice(0, 1), ...extra, ...chunks.slice(1)]);
}

/** The pixels as stored, with nothing that says what they mean; of an animation the still picture. */
export function pictureOfPng({ chunks }: PngHeader): Uint8Array<ArrayBuffer> {
  return writePng(chunks.filter(({ type }) => PICTURE_CHUNKS.includes(type)));
}
