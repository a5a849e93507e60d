import type { Box, Photo } from '../photo';

/**
 * Share of the samples (pixel x channel) of `box` that differ by more than their threshold, 0 to
 * 1, lower is better. `levels` (jnd/threshold-levels.ts) holds 3 values per pixel of `region`, which
 * must hold the box.
 */
export function shareOverJnd(
  a: Photo,
  b: Photo,
  box: Box,
  levels: Uint8Array,
  region: Box,
): number {
  const [left, top, width, height] = box;
  let over = 0;
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) {
      const at = (y * a.width + x) * 4;
      const from = ((y - region[1]) * region[2] + x - region[0]) * 3;
      for (let k = 0; k < 3; k++) {
        const difference = Math.abs(a.data[at + k]! - b.data[at + k]!);
        if (difference > levels[from + k]!) over += 1;
      }
    }
  }
  return over / (width * height * 3);
}
