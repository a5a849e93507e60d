import { smooth } from './gaussian-window';
import type { Plane } from './luma';

const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/** Sums over every position where the window fits. */
export interface LocalSimilarity {
  readonly positions: number;
  /** Luminance x contrast x structure: SSIM. */
  readonly ssim: number;
  /** Contrast x structure alone: what MS-SSIM takes from all scales but the coarsest. */
  readonly contrastStructure: number;
}

/**
 * Local similarities of two planes of the same size, 0 to 255, with K1 .01 and K2 .03 (Wang et al.
 * 2004, https://doi.org/10.1109/TIP.2003.819861).
 */
export function sumLocalSimilarity(a: Plane, b: Plane): LocalSimilarity {
  const mx = smooth(a);
  const my = smooth(b);
  const xx = smooth(product(a, a));
  const yy = smooth(product(b, b));
  const xy = smooth(product(a, b));
  let ssim = 0;
  let contrastStructure = 0;
  for (let i = 0; i < mx.length; i++) {
    const m = mx[i]! * my[i]!;
    const mm = mx[i]! ** 2 + my[i]! ** 2;
    const variances = xx[i]! + yy[i]! - mm;
    const covariance = xy[i]! - m;
    ssim += ((2 * m + C1) * (2 * covariance + C2)) / ((mm + C1) * (variances + C2));
    contrastStructure += (2 * covariance + C2) / (variances + C2);
  }
  return { positions: mx.length, ssim, contrastStructure };
}

function product(a: Plane, b: Plane): Plane {
  const values = new Float64Array(a.values.length);
  for (let i = 0; i < values.length; i++) values[i] = a.values[i]! * b.values[i]!;
  return { ...a, values };
}
