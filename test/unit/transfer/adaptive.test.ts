import { expect, test } from 'vitest';
import { blurred, meanDirection, mirrored } from '../../../bench/transfer/adaptive';
import { seededValues } from '../../support/engine-gradients';

test('mirrored left for right, channels and rows as they are', () => {
  const face = Float32Array.from({ length: 2 * 2 * 3 }, (_, i) => i);
  expect([...mirrored(face, 2)]).toEqual([3, 4, 5, 0, 1, 2, 9, 10, 11, 6, 7, 8]);
});

test('a blur keeps what is even, and spreads a point as a Gaussian of its sigma', () => {
  const size = 15;
  const even = new Float32Array(size * size * 3).fill(0.4);
  blurred(even, size, 1.5).forEach((value) => expect(value).toBeCloseTo(0.4, 6));
  const point = new Float32Array(size * size * 3);
  point[(7 * size + 7) * 3 + 1] = 1;
  const spread = blurred(point, size, 1.5);
  let [sum, square] = [0, 0];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const value = spread[(y * size + x) * 3 + 1]!;
      sum += value;
      square += value * (x - 7) ** 2;
      expect(spread[(y * size + x) * 3]).toBe(0);
    }
  }
  expect(sum).toBeCloseTo(1, 5);
  // Cut off at three sigma, it is a little narrower than its variance says.
  expect(square / (1.5 * 1.5)).toBeGreaterThan(0.93);
  expect(square / (1.5 * 1.5)).toBeLessThan(1.02);
});

test('the mean of directions is one of length 1 between them', () => {
  const embeddings = [Float32Array.of(1, 0, 0), Float32Array.of(0, 1, 0)];
  expect([...meanDirection(embeddings)]).toEqual([
    expect.closeTo(Math.SQRT1_2, 6),
    expect.closeTo(Math.SQRT1_2, 6),
    0,
  ]);
  const one = Float32Array.from(seededValues(8, -1, 1, 3));
  expect(Math.hypot(...meanDirection([one]))).toBeCloseTo(1, 6);
});
