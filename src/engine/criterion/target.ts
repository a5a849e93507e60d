import type { Calibration } from '../models/model-index';
import { MARGIN, similarityUnit } from './match-limit';

/** Whom a face is to look like: an embedding [d] of L2 norm 1 by recogniser id. */
export type Target = ReadonlyMap<string, Float32Array>;

/**
 * What the cosine to a target must be above for the face to count as the target's: the
 * recogniser's match threshold at a false accept rate of 1e-3 and the margin. At 1e-2 ten of a
 * thousand strangers match as well, and some of them better (docs/decisions/0029).
 */
export function targetThreshold(calibration: Calibration): number {
  return calibration.thresholds['1e-3'] + MARGIN * similarityUnit(calibration);
}
