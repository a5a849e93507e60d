import { expect, test } from 'vitest';
import type { Photo } from '../../../src/engine/photo';
import { scaleBox, scalePoints, shrink } from '../../../bench/transfer/platforms';
import { known } from '../../support/transfer-looks';

/** Red rises from left to right, green from top to bottom. */
function ramp(width: number, height: number): Photo {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    data[i * 4] = Math.round((255 * ((i % width) + 0.5)) / width);
    data[i * 4 + 1] = Math.round((255 * (Math.floor(i / width) + 0.5)) / height);
  }
  return { width, height, data };
}

test('a photo is made smaller by its longest side, what it shows stays in its place', () => {
  const { photo, scale } = shrink(ramp(60, 120), 40);
  expect([photo.width, photo.height]).toEqual([20, 40]);
  expect(scale).toBeCloseTo(1 / 3, 10);
  const expected = ramp(20, 40);
  photo.data.forEach((value, i) =>
    expect(Math.abs(value - expected.data[i]!)).toBeLessThanOrEqual(1),
  );
});

test.each([120, 500])('at %d pixels a photo of 120 stays as it is', (longest) => {
  const photo = ramp(60, 120);
  expect(shrink(photo, longest)).toEqual({ photo, scale: 1 });
});

test('landmarks and box go with it', () => {
  const { points } = known('lfw/a/1', 0).face;
  expect(scalePoints(points, 0.5)[2]).toEqual([0.25, 0.25]);
  expect(scalePoints(points, 0.5)).toHaveLength(5);
  expect(scaleBox([10, 20, 30, 40], 0.5)).toEqual([5, 10, 15, 20]);
});
