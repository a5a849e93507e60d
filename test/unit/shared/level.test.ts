import { expect, it } from 'vitest';
import { LEVEL_NAMES, levelName } from '../../../src/shared/level';
import { STRENGTHS } from '../../../src/shared/strength';

it.each(STRENGTHS)('%s is a level by itself', (strength) => {
  expect(levelName(strength)).toBe(strength);
  expect(levelName(strength, false)).toBe(strength);
});

it('has a level of its own where photos are to part, at the strongest alone', () => {
  const parted = STRENGTHS.map((strength) => levelName(strength, true));
  expect(parted).toEqual(['invisible', 'balanced', 'strong, unlinkable']);
  expect(new Set([...STRENGTHS, ...parted])).toEqual(new Set(LEVEL_NAMES));
});
