import type { Plane } from '../../src/engine/metrics/luma';

/** Weights of the three rows (columns) over which an operator averages the central difference. */
type Operator = readonly [outer: number, middle: number, outer: number];

export const PREWITT: Operator = [1 / 3, 1 / 3, 1 / 3];
export const SCHARR: Operator = [3 / 16, 10 / 16, 3 / 16];

/** Length of the gradient at every pixel. Outside of the plane is 0, as in the authors' conv2. */
export function gradientMagnitude(
  { width, height, values }: Plane,
  [a, b, c]: Operator,
): Float64Array {
  const stride = width + 2;
  const padded = new Float64Array(stride * (height + 2));
  for (let y = 0; y < height; y++) {
    padded.set(values.subarray(y * width, (y + 1) * width), (y + 1) * stride + 1);
  }
  /** Weighted mean of three pixels, `step` apart, about `at`. */
  const mean = (at: number, step: number): number =>
    a * padded[at - step]! + b * padded[at]! + c * padded[at + step]!;
  return values.map((_, i) => {
    const at = (Math.floor(i / width) + 1) * stride + (i % width) + 1;
    const horizontal = mean(at + 1, stride) - mean(at - 1, stride);
    const vertical = mean(at + stride, 1) - mean(at - stride, 1);
    return Math.sqrt(horizontal ** 2 + vertical ** 2);
  });
}
