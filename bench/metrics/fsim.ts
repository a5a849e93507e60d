import type { Box, Photo } from '../../src/engine/photo';
import type { Plane } from '../../src/engine/metrics/luma';
import { luma } from '../../src/engine/metrics/luma';
import { growToSide } from './box-too-small';
import { downsample } from './downsample';
import { gradientMagnitude, SCHARR } from './gradient-magnitude';
import { SHORTEST_WAVELENGTH } from './log-gabor';
import { phaseCongruency } from './phase-congruency';
import { similarity } from './similarity';

/** Of phase congruency, and of gradients for grey levels 0 to 255. */
const T1 = 0.85;
const T2 = 160;
/** The constants are for images whose shorter side has about this many pixels. */
const VIEWED_SIDE = 256;

/**
 * Feature similarity over the BT.601 luma of `box`, 1 for identical, higher is better (Zhang et al.
 * 2011, https://doi.org/10.1109/TIP.2011.2109730; FSIM, not FSIMc: colour does not count).
 * Similarity of phase congruency times that of Scharr gradients, weighted by the larger phase
 * congruency, at the resolution where the shorter side is nearest to 256 pixels, in whole factors.
 * Where neither has a feature at all, every pixel weighs the same. A box smaller than the shortest
 * wavelength, 6 pixels, is grown to it.
 * @throws BoxTooSmallError for a photo smaller than 6 pixels
 */
export function fsim(a: Photo, b: Photo, box: Box): number {
  const grown = growToSide('FSIM', SHORTEST_WAVELENGTH, box, a);
  const factor = Math.max(1, Math.round(Math.min(grown[2], grown[3]) / VIEWED_SIDE));
  const planeOf = (photo: Photo): Plane => downsample(luma(photo, grown), factor, 'drop');
  const x = planeOf(a);
  const y = planeOf(b);
  const congruency = phaseCongruency(x.width, x.height);
  const [congruencyX, congruencyY] = [congruency(x), congruency(y)];
  const [gradientX, gradientY] = [gradientMagnitude(x, SCHARR), gradientMagnitude(y, SCHARR)];
  const similarities = x.values.map(
    (_, i) =>
      similarity(congruencyX[i]!, congruencyY[i]!, T1) *
      similarity(gradientX[i]!, gradientY[i]!, T2),
  );
  return weightedMean(
    similarities,
    congruencyX.map((value, i) => Math.max(value, congruencyY[i]!)),
  );
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  const sum = (numbers: Float64Array): number => numbers.reduce((total, one) => total + one, 0);
  const total = sum(weights);
  if (total === 0) return sum(values) / values.length;
  return sum(values.map((value, i) => value * weights[i]!)) / total;
}
