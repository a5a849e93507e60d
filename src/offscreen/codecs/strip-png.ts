import { orientationTiff, readOrientation } from './exif-orientation';
import { rebuildIccProfile } from './icc-rebuild';
import { writePng, type PngChunk } from './png-chunks';
import { pngIccPayload, pngIccProfile } from './png-colour';
import { pngChunkData, readPngHeader } from './png-header';

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
 * A PNG with the same compressed pixels, colour, transparency and density, upright as before, and nothing
 * else: no text, Exif, XMP, time, private chunks, nor bytes after IEND.
 */
export function stripPng(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = readPngHeader(bytes);
  const chunks = header.chunks.filter(({ type, data }) => data.length <= (KEPT_CHUNKS[type] ?? -1));
  const extra: PngChunk[] = [];
  const profile = pngIccProfile(header);
  if (profile) extra.push({ type: 'iCCP', data: pngIccPayload(rebuildIccProfile(profile)) });
  const orientation = readOrientation(pngChunkData(header, 'eXIf'));
  if (orientation !== 1) extra.push({ type: 'eXIf', data: orientationTiff(orientation) });
  // Right after IHDR: iCCP has to stand before the palette.
  return writePng([...chunks.slice(0, 1), ...extra, ...chunks.slice(1)]);
}
