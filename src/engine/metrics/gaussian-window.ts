import type { Plane } from './luma';

/** Side of the window of SSIM, in pixels (Wang et al. 2004). */
export const WINDOW = 11;
const SIGMA = 1.5;

/**
 * Gaussian-weighted mean about every position where the window fits. A plane that is smaller than
 * the window has one as large as itself.
 */
export function smooth({ values, width, height }: Plane): Float64Array {
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
    const to = y * outWidth;
    for (let i = 0; i < kernelY.length; i++) {
      const weight = kernelY[i]!;
      const from = (y + i) * outWidth;
      for (let x = 0; x < outWidth; x++) out[to + x]! += weight * rows[from + x]!;
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
