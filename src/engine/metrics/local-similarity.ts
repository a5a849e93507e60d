import { gaussianWindow } from './gaussian-window';
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

/** Means that a position needs: of a, b, a², b², a b. */
const MEANS = 5;

/**
 * Local similarities of two planes of the same size, 0 to 255, with K1 .01 and K2 .03 (Wang et al.
 * 2004, https://doi.org/10.1109/TIP.2003.819861), under a Gaussian window; a plane that is smaller than
 * the window has one as large as itself.
 */
export function sumLocalSimilarity(a: Plane, b: Plane): LocalSimilarity {
  const { width, height } = a;
  const across = gaussianWindow(width);
  const down = gaussianWindow(height);
  const outWidth = width - across.length + 1;
  const outHeight = height - down.length + 1;
  const rows = smoothedRows(a, b, across, outWidth);
  const stride = MEANS * outWidth;
  const sums = new Float64Array(stride);
  let ssim = 0;
  let contrastStructure = 0;
  for (let y = 0; y < outHeight; y++) {
    sums.fill(0);
    for (let i = 0; i < down.length; i++) {
      const weight = down[i]!;
      const from = (y + i) * stride;
      for (let at = 0; at < stride; at++) sums[at]! += weight * rows[from + at]!;
    }
    for (let at = 0; at < stride; at += MEANS) {
      const mx = sums[at]!;
      const my = sums[at + 1]!;
      const m = mx * my;
      const mm = mx * mx + my * my;
      const variances = sums[at + 2]! + sums[at + 3]! - mm;
      const covariance = sums[at + 4]! - m;
      const cs = (2 * covariance + C2) / (variances + C2);
      ssim += (cs * (2 * m + C1)) / (mm + C1);
      contrastStructure += cs;
    }
  }
  return { positions: outWidth * outHeight, ssim, contrastStructure };
}

/** All means along each row, five to a position: one pass over both planes. */
function smoothedRows(a: Plane, b: Plane, window: Float64Array, outWidth: number): Float64Array {
  const { width, height } = a;
  const rows = new Float64Array(MEANS * outWidth * height);
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < outWidth; x++, to += MEANS) {
      const from = y * width + x;
      let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
      for (let i = 0; i < window.length; i++) {
        const va = a.values[from + i]!;
        const vb = b.values[from + i]!;
        const wa = window[i]! * va;
        const wb = window[i]! * vb;
        sa += wa;
        sb += wb;
        saa += wa * va;
        sbb += wb * vb;
        sab += wa * vb;
      }
      rows[to] = sa;
      rows[to + 1] = sb;
      rows[to + 2] = saa;
      rows[to + 3] = sbb;
      rows[to + 4] = sab;
    }
  }
  return rows;
}
