/** How far a face may be changed, the least first. What each means to the engine: protect-options.ts. */
export const STRENGTHS = ['invisible', 'balanced', 'strong'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** `levels` above `strength`, or as strong as there is. */
export function strongerBy(levels: number, strength: Strength): Strength {
  return STRENGTHS[STRENGTHS.indexOf(strength) + levels] ?? 'strong';
}

/** How many strengths there are above `strength`. */
export function levelsAbove(strength: Strength): number {
  return STRENGTHS.length - 1 - STRENGTHS.indexOf(strength);
}

/** The next strength where so many are left above the one that was tried; undefined without any. */
export function nextOf(levelsLeft: number): Strength | undefined {
  return levelsLeft > 0 ? STRENGTHS[STRENGTHS.length - levelsLeft] : undefined;
}
