import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS, pagePolicyOf } from '../../../src/shared/settings';
import { nextOf, STRENGTHS, strongerBy } from '../../../src/shared/strength';

it.each(STRENGTHS)('what is left above %s names each next strength', (strength) => {
  const { strongerLevels } = pagePolicyOf({ ...DEFAULT_SETTINGS, strength });
  for (let taken = 0; taken < strongerLevels; taken += 1) {
    expect(nextOf(strongerLevels - taken)).toBe(strongerBy(taken + 1, strength));
  }
  expect(nextOf(0)).toBeUndefined();
});
