import type { Box, Photo } from '../photo';
import { WINDOW } from './gaussian-window';
import { growBox } from './grow-box';
import { sumLocalSimilarity } from './local-similarity';
import { luma } from './luma';

const TILE = 128;

/**
 * Mean structural similarity over the BT.601 luma of `box`, 1 for identical, higher is better:
 * Gaussian window 11, sigma 1.5, K1 .01, K2 .03, only where the window fits (Wang et al. 2004,
 * https://doi.org/10.1109/TIP.2003.819861). A box smaller than the window is grown to it, inside
 * the photo; a photo smaller than the window gives the SSIM of the whole photo as one window.
 */
export function ssim(a: Photo, b: Photo, box: Box): number {
  const [left, top, width, height] = growBox(box, WINDOW, a);
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
      const isUntouched = isSame(a, b, tile);
      sum += isUntouched ? w * h : sumLocalSimilarity(luma(a, tile), luma(b, tile)).ssim;
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
