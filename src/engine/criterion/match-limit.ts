import type { Calibration } from '../models/model-index';

/** Share of the distance between the genuine and the impostor mean that is kept as a margin. */
export const MARGIN = 0.1;

/**
 * What the cosine to the original face must stay below: the recogniser's match threshold at a
 * false accept rate of 1e-2 (the lenient matcher, the hardest to escape), less the margin.
 */
export function matchLimit(calibration: Calibration): number {
  return calibration.thresholds['1e-2'] - matchMargin(calibration);
}

/** What the limit keeps below the match threshold; cosine. */
export function matchMargin(calibration: Calibration): number {
  return MARGIN * similarityUnit(calibration);
}

/**
 * By how much cosine two photos of one person are more alike than those of two strangers, on
 * average. Recognisers use very different parts of the cosine's range; in this unit they compare.
 */
export function similarityUnit({ genuineMean, impostorMean }: Calibration): number {
  return genuineMean - impostorMean;
}
