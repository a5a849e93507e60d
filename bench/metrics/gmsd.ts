import type { Box, Photo } from '../../src/engine/photo';
import { luma } from '../../src/engine/metrics/luma';
import { growToSide } from './box-too-small';
import { downsample } from './downsample';
import { gradientMagnitude, PREWITT } from './gradient-magnitude';
import { similarity } from './similarity';

/** For grey levels 0 to 255. */
const C = 170;
/** One operator wide at half the resolution: below, nothing but the border is measured. */
const SMALLEST_SIDE = 6;

/**
 * Gradient magnitude similarity deviation over the BT.601 luma of `box`, 0 for identical, lower is
 * better (Xue et al. 2014, https://doi.org/10.1109/TIP.2013.2293423): Prewitt gradients at half the
 * resolution, c = 170, standard deviation of the similarities. An even change of contrast changes
 * all similarities alike and hardly counts. A box smaller than 6 pixels is grown to 6.
 * @throws BoxTooSmallError for a photo smaller than 6 pixels
 */
export function gmsd(a: Photo, b: Photo, box: Box): number {
  const grown = growToSide('GMSD', SMALLEST_SIDE, box, a);
  const gradients = (photo: Photo): Float64Array =>
    gradientMagnitude(downsample(luma(photo, grown), 2, 'zero'), PREWITT);
  const other = gradients(b);
  return standardDeviation(gradients(a).map((g, i) => similarity(g, other[i]!, C)));
}

/** Of the whole population, as in the paper; the authors' code divides by one less. */
function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
