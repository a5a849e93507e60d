/**
 * Kept free below the threshold, in 8-bit levels: an encoder rounds what it is given, and a sample
 * that sits at its threshold would be pushed past it half of the time (docs/decisions/0016).
 */
export const ENCODER_RESERVE = 1;

/** Most whole levels that a sample may change by, for a threshold `jnd` in [0, 1] units. */
export function ceilingLevels(jnd: number, k: number): number {
  return Math.max(0, Math.floor(k * jnd * 255 - ENCODER_RESERVE));
}
