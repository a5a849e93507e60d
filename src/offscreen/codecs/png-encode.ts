import type { Photo } from '../../engine/photo';
import { viewOf } from './byte-access';
import { writePng } from './png-chunks';
import { filterScanline } from './png-filter';

/**
 * Encodes 8-bit RGB, or RGBA when `hasAlpha`, losslessly. Written here because the packaged encoder
 * always adds an alpha channel, which some sites take for "has transparency, keep as PNG".
 * `photo` RGBA; alpha is ignored without `hasAlpha`. The output holds IHDR, IDAT and IEND only.
 */
export async function encodePng(
  { width, height, data }: Photo,
  hasAlpha: boolean,
): Promise<Uint8Array<ArrayBuffer>> {
  const channels = hasAlpha ? 4 : 3;
  const rowBytes = width * channels;
  const filtered = new Uint8Array(height * (rowBytes + 1));
  let previous = new Uint8Array(rowBytes);
  let current = new Uint8Array(rowBytes);
  for (let y = 0; y < height; y += 1) {
    packRow(data, y * width * 4, channels, current);
    const from = y * (rowBytes + 1);
    filterScanline(current, previous, channels, filtered.subarray(from, from + rowBytes + 1));
    [previous, current] = [current, previous];
  }
  const header = new Uint8Array(13);
  viewOf(header).setUint32(0, width);
  viewOf(header).setUint32(4, height);
  // 8 bits, colour type 2 (RGB) or 6 (RGBA), deflate, adaptive filters, not interlaced.
  header.set([8, hasAlpha ? 6 : 2, 0, 0, 0], 8);
  return writePng([
    { type: 'IHDR', data: header },
    { type: 'IDAT', data: await deflate(filtered) },
    { type: 'IEND', data: new Uint8Array(0) },
  ]);
}

function packRow(data: Uint8ClampedArray, from: number, channels: number, row: Uint8Array): void {
  for (let at = 0, pixel = from; at < row.length; at += channels, pixel += 4) {
    for (let channel = 0; channel < channels; channel += 1)
      row[at + channel] = data[pixel + channel]!;
  }
}

/** A zlib stream by the platform's own deflate. */
async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
