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
  return fsimAgainst(a, box)(b);
}

/** `fsim` of one photo and many others, in half the time: its features are looked for once. */
export function fsimAgainst(original: Photo, box: Box): (photo: Photo) => number {
  const grown = growToSide('FSIM', SHORTEST_WAVELENGTH, box, original);
  const planeOf = (photo: Photo): Plane => atViewedSize(luma(photo, grown));
  const plane = planeOf(original);
  const congruencyOf = phaseCongruency(plane.width, plane.height);
  const featuresOf = (of: Plane): Features => ({
    congruency: congruencyOf(of),
    gradient: gradientMagnitude(of, SCHARR),
  });
  const features = featuresOf(plane);
  return (photo) => compare(features, featuresOf(planeOf(photo)));
}

/** At every pixel. */
interface Features {
  readonly congruency: Float64Array;
  readonly gradient: Float64Array;
}

function atViewedSize(plane: Plane): Plane {
  const factor = Math.round(Math.min(plane.width, plane.height) / VIEWED_SIDE);
  return downsample(plane, Math.max(1, factor), 'drop');
}

function compare(a: Features, b: Features): number {
  const similarities = a.congruency.map(
    (congruency, i) =>
      similarity(congruency, b.congruency[i]!, T1) * similarity(a.gradient[i]!, b.gradient[i]!, T2),
  );
  const weights = a.congruency.map((congruency, i) => Math.max(congruency, b.congruency[i]!));
  return weightedMean(similarities, weights);
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  const sum = (numbers: Float64Array): number => numbers.reduce((total, one) => total + one, 0);
  const total = sum(weights);
  if (total === 0) return sum(values) / values.length;
  return sum(values.map((value, i) => value * weights[i]!)) / total;
}
