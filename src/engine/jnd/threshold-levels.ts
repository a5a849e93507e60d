/**
 * Thresholds in [0, 1] units as whole 8-bit levels, rounded down: a difference of whole levels is
 * larger than a threshold exactly when it is larger than these. A quarter of the memory.
 */
export function thresholdLevels(jnd: Float32Array): Uint8Array {
  const levels = new Uint8Array(jnd.length);
  for (let i = 0; i < jnd.length; i++) levels[i] = thresholdLevel(jnd[i]!);
  return levels;
}

/** The same of one threshold. */
export function thresholdLevel(jnd: number): number {
  return Math.min(255, Math.floor(jnd * 255));
}
