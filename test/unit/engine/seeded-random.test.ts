import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/engine/seeded-random';

/** From the published Mulberry32 in JavaScript (bryc/code, PRNGs.md), times 2 ** 32. */
test.each([
  [0, [1144304738, 1416247, 958946056]],
  [1, [2693262067, 11749833, 2265367787]],
  [2 ** 32 - 1, [3850105811, 813802916, 3073704848]],
])('seed %d gives the published numbers', (seed, wanted) => {
  const random = seededRandom(seed);
  expect(wanted.map(() => random() * 2 ** 32)).toEqual(wanted);
});

test('numbers fill [0, 1) evenly', () => {
  const random = seededRandom(5);
  const values = Array.from({ length: 20_000 }, random);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
  const tenths = values.reduce<number[]>((counts, value) => {
    const tenth = Math.floor(value * 10);
    counts[tenth] = (counts[tenth] ?? 0) + 1;
    return counts;
  }, []);
  for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200);
});
