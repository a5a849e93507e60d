import type { Calibration } from '../models/model-index';

/** Share of the distance between the genuine and the impostor mean that is kept as a margin. */
const MARGIN = 0.1;

/**
 * What the cosine to the original face must stay below: the recogniser's match threshold at a
 * false accept rate of 1e-2 (the lenient matcher, the hardest to escape), less the margin.
 */
export function matchLimit(calibration: Calibration): number {
  const margin = MARGIN * (calibration.genuineMean - calibration.impostorMean);
  return calibration.thresholds['1e-2'] - margin;
}
