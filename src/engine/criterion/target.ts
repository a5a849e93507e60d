import type { Calibration } from '../models/model-index';

/** Whom a face is to look like: an embedding [d] of L2 norm 1 by recogniser id. */
export type Target = ReadonlyMap<string, Float32Array>;

/**
 * What the cosine to a target must be above for the face to count as the target's: the
 * recogniser's match threshold at a false accept rate of 1e-4. At 1e-2 ten of a thousand strangers
 * would match as well, and some of them better.
 */
export function targetThreshold(calibration: Calibration): number {
  return calibration.thresholds['1e-4'];
}
