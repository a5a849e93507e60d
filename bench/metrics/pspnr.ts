import type { Box, Photo } from '../../src/engine/photo';

/**
 * Peak signal-to-perceptible-noise ratio over the 8-bit RGB samples of `box`, in dB, higher is
 * better: of each difference only the part beyond its threshold is noise (Chou & Li 1995,
 * https://doi.org/10.1109/76.475889, there for grey levels). `jnd` holds 3 values in [0, 1] units
 * per pixel of `region`, which must hold the box. null where no difference passes its threshold
 * (infinite).
 */
export function pspnr(
  a: Photo,
  b: Photo,
  [left, top, width, height]: Box,
  jnd: Float32Array,
  region: Box,
): number | null {
  let sum = 0;
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) {
      const at = (y * a.width + x) * 4;
      const from = ((y - region[1]) * region[2] + x - region[0]) * 3;
      for (let k = 0; k < 3; k++) {
        const difference = Math.abs(a.data[at + k]! - b.data[at + k]!);
        sum += Math.max(0, difference - jnd[from + k]! * 255) ** 2;
      }
    }
  }
  return sum === 0 ? null : 10 * Math.log10((255 * 255 * width * height * 3) / sum);
}
