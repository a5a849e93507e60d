import { expect, it, vi } from 'vitest';
import { timeLeftText } from '../../../src/shared/job-text';

vi.mock('../../../src/shared/translate', () => ({
  translate: (key: string, ...places: readonly unknown[]) => [key, ...places].join(' '),
}));

it.each([
  [4, 'left_moment'],
  [5, 'left_seconds 5'],
  [59, 'left_seconds 59'],
  [60, 'left_minutes 1'],
  [70, 'left_minutes_seconds 1 10'],
  [290, 'left_minutes_seconds 4 50'],
  [300, 'left_minutes 5'],
  [3600, 'left_minutes 60'],
])('the time left of %d s is said as it is', (seconds, text) => {
  expect(timeLeftText(seconds)).toBe(text);
});
