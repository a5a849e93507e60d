import type { Plane } from '../../src/engine/metrics/luma';

/**
 * What a block of the last row or column takes for the pixels that are not there:
 * `repeat` the border, as a mirror does at a factor of 2; `zero`; or there is no such block (`drop`).
 */
type Incomplete = 'repeat' | 'zero' | 'drop';

/** Means of the blocks of `factor` x `factor` pixels. */
export function downsample(plane: Plane, factor: number, incomplete: Incomplete): Plane {
  if (factor === 1) return plane;
  const count = (size: number): number =>
    incomplete === 'drop' ? Math.floor(size / factor) : Math.ceil(size / factor);
  const width = count(plane.width);
  const height = count(plane.height);
  const values = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let v = y * factor; v < (y + 1) * factor; v++) {
        for (let u = x * factor; u < (x + 1) * factor; u++) sum += pixel(plane, u, v, incomplete);
      }
      values[y * width + x] = sum / factor ** 2;
    }
  }
  return { width, height, values };
}

function pixel({ width, height, values }: Plane, x: number, y: number, beyond: Incomplete): number {
  if (beyond === 'zero' && (x >= width || y >= height)) return 0;
  return values[Math.min(y, height - 1) * width + Math.min(x, width - 1)]!;
}
