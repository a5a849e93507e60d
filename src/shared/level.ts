import { STRENGTHS } from './strength';
import type { Strength } from './strength';

/**
 * What is set and measured as one: the strengths, and the strongest as it is where changed photos of
 * one person are to part as well. The others have nothing of their own for that (docs/decisions/0050).
 */
export const LEVEL_NAMES = [...STRENGTHS, 'strong, unlinkable'] as const;
export type LevelName = (typeof LEVEL_NAMES)[number];

/** What a photo is worked on at, of a person who chose this. */
export function levelName(strength: Strength, unlinkable = false): LevelName {
  return strength === 'strong' && unlinkable ? 'strong, unlinkable' : strength;
}
