import type { Box, Photo } from '../photo';

const WINDOW = 11;
const SIGMA = 1.5;
const TILE = 128;
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/**
 * Mean structural similarity over the BT.601 luma of `box`, 1 for identical, higher is better:
 * Gaussian window 11, sigma 1.5, K1 .01, K2 .03, only where the window fits (Wang et al. 2004,
 * https://doi.org/10.1109/TIP.2003.819861). A box smaller than the window is grown to it, inside
 * the photo; a photo smaller than the window gives the SSIM of the whole photo as one window.
 */
export function ssim(a: Photo, b: Photo, box: Box): number {
  const [left, width] = grow(box[0], box[2], a.width);
  const [top, height] = grow(box[1], box[3], a.height);
  const inset = (size: number): number => Math.min(WINDOW, size) - 1;
  const outWidth = width - inset(width);
  const outHeight = height - inset(height);
  let sum = 0;
  // In tiles, so that a large photo needs little memory and untouched parts cost nothing.
  for (let y = 0; y < outHeight; y += TILE) {
    for (let x = 0; x < outWidth; x += TILE) {
      const w = Math.min(TILE, outWidth - x);
      const h = Math.min(TILE, outHeight - y);
      const tile: Box = [left + x, top + y, w + inset(width), h + inset(height)];
      sum += isSame(a, b, tile) ? w * h : ssimSum(a, b, tile);
    }
  }
  return sum / (outWidth * outHeight);
}

function isSame(a: Photo, b: Photo, [left, top, width, height]: Box): boolean {
  for (let y = top; y < top + height; y++) {
    const end = (y * a.width + left + width) * 4;
    for (let at = (y * a.width + left) * 4; at < end; at++) {
      if (a.data[at] !== b.data[at]) return false;
    }
  }
  return true;
}

/** Sum of the local similarities over every position where the window fits into the tile. */
function ssimSum(a: Photo, b: Photo, [left, top, width, height]: Box): number {
  const x = luma(a, left, top, width, height);
  const y = luma(b, left, top, width, height);
  const pointwise = (f: (u: number, v: number) => number): Float64Array =>
    x.map((u, i) => f(u, y[i]!));
  const blur = (values: Float64Array): Float64Array => smooth(values, width, height);
  const mx = blur(x);
  const my = blur(y);
  const xx = blur(pointwise((u) => u * u));
  const yy = blur(pointwise((_, v) => v * v));
  const xy = blur(pointwise((u, v) => u * v));
  let sum = 0;
  for (let i = 0; i < mx.length; i++) {
    const m = mx[i]! * my[i]!;
    const mm = mx[i]! ** 2 + my[i]! ** 2;
    const variance = xx[i]! + yy[i]! - mm;
    const covariance = xy[i]! - m;
    sum += ((2 * m + C1) * (2 * covariance + C2)) / ((mm + C1) * (variance + C2));
  }
  return sum;
}

function grow(start: number, size: number, limit: number): [number, number] {
  if (size >= WINDOW) return [start, size];
  const wanted = Math.min(WINDOW, limit);
  const centred = Math.round(start - (wanted - size) / 2);
  return [Math.min(Math.max(0, centred), limit - wanted), wanted];
}

function luma(p: Photo, left: number, top: number, width: number, height: number): Float64Array {
  const out = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = ((top + y) * p.width + left + x) * 4;
      out[y * width + x] = 0.299 * p.data[at]! + 0.587 * p.data[at + 1]! + 0.114 * p.data[at + 2]!;
    }
  }
  return out;
}

/** Gaussian window along both axes, valid part only. */
function smooth(values: Float64Array, width: number, height: number): Float64Array {
  const kernelX = gaussian(Math.min(WINDOW, width));
  const kernelY = gaussian(Math.min(WINDOW, height));
  const outWidth = width - kernelX.length + 1;
  const outHeight = height - kernelY.length + 1;
  const rows = new Float64Array(outWidth * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < outWidth; x++) {
      let sum = 0;
      for (let i = 0; i < kernelX.length; i++) sum += kernelX[i]! * values[y * width + x + i]!;
      rows[y * outWidth + x] = sum;
    }
  }
  const out = new Float64Array(outWidth * outHeight);
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0; x < outWidth; x++) {
      let sum = 0;
      for (let i = 0; i < kernelY.length; i++) sum += kernelY[i]! * rows[(y + i) * outWidth + x]!;
      out[y * outWidth + x] = sum;
    }
  }
  return out;
}

function gaussian(size: number): Float64Array {
  const centre = (size - 1) / 2;
  const kernel = Float64Array.from({ length: size }, (_, i) =>
    Math.exp(-((i - centre) ** 2) / (2 * SIGMA * SIGMA)),
  );
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
}
