/** Side of the window of SSIM, in pixels (Wang et al. 2004). */
export const WINDOW = 11;
const SIGMA = 1.5;

/** Weights along one axis of `size` samples, which add up to 1: as many as the window has, if they fit. */
export function gaussianWindow(size: number): Float64Array {
  const side = Math.min(WINDOW, size);
  const centre = (side - 1) / 2;
  const kernel = Float64Array.from({ length: side }, (_, i) =>
    Math.exp(-((i - centre) ** 2) / (2 * SIGMA * SIGMA)),
  );
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
}
