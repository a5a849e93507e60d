import type { Box, Photo } from '../photo';

/**
 * Peak signal-to-noise ratio over the 8-bit RGB samples of `box`, in dB, higher is better.
 * null when the two are identical there (infinite).
 */
export function psnr(a: Photo, b: Photo, [left, top, width, height]: Box): number | null {
  let sum = 0;
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) {
      const at = (y * a.width + x) * 4;
      for (let k = 0; k < 3; k++) sum += (a.data[at + k]! - b.data[at + k]!) ** 2;
    }
  }
  return sum === 0 ? null : 10 * Math.log10((255 * 255 * width * height * 3) / sum);
}
