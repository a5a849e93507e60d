import { expect, test } from 'vitest';
import type { Curve } from '../../../bench/transfer/frontier';
import { pairedDifference, rateAt } from '../../../bench/transfer/frontier';

const points = [
  { psnr: 40, rate: 0.2 },
  { psnr: 30, rate: 1 },
  { psnr: 34, rate: 0.6 },
];

test.each([
  [30, 1],
  [32, 0.8],
  [34, 0.6],
  [37, 0.4],
  [40, 0.2],
])('at %d dB between its points: %d', (psnr, rate) => {
  expect(rateAt(points, psnr)).toBeCloseTo(rate, 10);
});

test('where more is allowed than a curve can spend, it counts with its last point', () => {
  expect(rateAt(points, 29.9)).toBe(1);
});

test('where all of a curve costs more than is allowed, it has no rate', () => {
  expect(rateAt(points, 40.1)).toBeUndefined();
});

const flat = (person: string, rate: number, from = 30, to = 40): Curve => ({
  person,
  points: [
    { psnr: from, rate },
    { psnr: to, rate },
  ],
});

test('differences are person by person, of people on whom both curves have a rate', () => {
  const ours = [flat('a', 0.9), flat('b', 0.5), flat('c', 1), flat('d', 1, 30, 34)];
  const theirs = [flat('b', 0.4), flat('a', 0.6), flat('d', 0), flat('e', 0)];
  const difference = pairedDifference(ours, theirs, 35, 7);
  expect(difference).toMatchObject({ people: 2 });
  expect(difference.difference).toBeCloseTo(0.2, 10);
  expect(difference.low).toBeCloseTo(0.1, 10);
  expect(difference.high).toBeCloseTo(0.3, 10);
});

test('on nobody there is no difference', () => {
  expect(pairedDifference([flat('a', 1)], [], 35, 7)).toMatchObject({ people: 0, difference: NaN });
});
