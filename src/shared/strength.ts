/** How far a face may be changed, the least first. What each means to the engine: protect-options.ts. */
export const STRENGTHS = ['invisible', 'balanced', 'strong'] as const;
export type Strength = (typeof STRENGTHS)[number];
