import { expect, test } from 'vitest';
import { scaleFace } from '../../../src/engine/detect/scale-face';
import { known } from '../../support/transfer-looks';

test('landmarks and box go with the picture, the score stays', () => {
  const { points } = known('lfw/a/1', 0).face;
  const scaled = scaleFace({ box: [10, 20, 30, 40], points, score: 0.7 }, 0.5);
  expect(scaled.points[2]).toEqual([0.25, 0.25]);
  expect(scaled.points).toHaveLength(5);
  expect(scaled.box).toEqual([5, 10, 15, 20]);
  expect(scaled.score).toBe(0.7);
});
