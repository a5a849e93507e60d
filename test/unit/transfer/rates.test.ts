import { expect, test } from 'vitest';
import type { Pair } from '../../../bench/transfer/rates';
import { protectionRate, shareOfPeople, thresholdAt } from '../../../bench/transfer/rates';

const SEED = 7;
const pair = (person: string, before: number, after: number): Pair => ({ person, before, after });

test('pairs that did not match when clean are left out, and how many did is said', () => {
  const pairs = [pair('a', 0.6, 0.1), pair('a', 0.6, 0.55), pair('b', 0.49, 0.1)];
  expect(protectionRate(pairs, 0.5, SEED)).toMatchObject({ of: 2, share: 0.5 });
});

test('a cosine at the threshold is a match, before and after', () => {
  expect(protectionRate([pair('a', 0.5, 0.5)], 0.5, SEED)).toMatchObject({ of: 1, share: 0 });
});

test('a lost face is no success', () => {
  expect(protectionRate([pair('a', 0.9, Infinity)], 0.5, SEED).share).toBe(0);
});

test('of no pair that matched the rate is no number', () => {
  const rate = protectionRate([pair('a', 0.1, 0.1)], 0.5, SEED);
  expect(rate).toEqual({ of: 0, share: NaN, low: NaN, high: NaN });
});

test('the interval is over people: more photos of the same people do not make it narrower', () => {
  const people = Array.from({ length: 20 }, (_, i) => ({ person: String(i), good: i % 2 === 0 }));
  const once = shareOfPeople(people, ({ good }) => good, SEED);
  const often = shareOfPeople(
    people.flatMap((one) => Array.from({ length: 10 }, () => one)),
    ({ good }) => good,
    SEED,
  );
  expect(often).toEqual({ ...once, of: 200 });
  expect(once.share).toBe(0.5);
  // A binomial of 20: its standard error is 0.11.
  expect(once.high - once.low).toBeGreaterThan(0.3);
  expect(once.high - once.low).toBeLessThan(0.55);
});

test('at a threshold from impostors no more than the rate lies above it', () => {
  const impostors = Array.from({ length: 1000 }, (_, i) => i / 1000);
  const threshold = thresholdAt(impostors, 0.01);
  expect(impostors.filter((one) => one > threshold)).toHaveLength(10);
  expect(threshold).toBe(0.989);
  expect(thresholdAt(impostors.slice(0, 999), 0.01)).toBeNaN();
});
