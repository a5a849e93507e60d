/**
 * Kept free below the threshold where no more is changed than is needed, in 8-bit levels: an encoder
 * rounds what it is given, and a sample that sits at its threshold would be pushed past it half of
 * the time (docs/decisions/0016). Where all that is allowed is spent, no level is kept (0036).
 */
export const ENCODER_RESERVE = 1;

/**
 * Most whole levels that a sample may change by, for a threshold `jnd` in [0, 1] units, with
 * `reserve` levels kept free.
 */
export function ceilingLevels(jnd: number, k: number, reserve = ENCODER_RESERVE): number {
  return Math.max(0, Math.floor(k * jnd * 255 - reserve));
}

/**
 * The same of a patch, as pasting will have it but for its rounding to whole levels: `jnd` [s, s, 3]
 * and the result in [0, 1] units.
 */
export function ceilingInPatch(
  jnd: Float32Array,
  k: number,
  reserve = ENCODER_RESERVE,
): Float32Array {
  return jnd.map((threshold) => Math.max(0, k * threshold - reserve / 255));
}
