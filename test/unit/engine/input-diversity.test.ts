import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { diverseInput } from '../../../src/engine/attack/anchors/iterative-sign';
import { NO_AUGMENTATION } from '../../../src/engine/attack/transforms/augmentation';
import { drawInputDiversity } from '../../../src/engine/attack/transforms/input-diversity';
import { seededRandom } from '../../../src/engine/seeded-random';
import { startCpu } from '../../support/engine-cpu';
import {
  gradientDisagreement,
  largestDifference,
  seededValues,
  viewOf,
  weightedSum,
} from '../../support/engine-gradients';

beforeAll(startCpu);

const SIDE = 32;
const SIZE = 20;
const crop = { x: 0, y: 0, side: 112 };
const patch = (): Tensor3D =>
  tf.tensor3d(seededValues(SIDE * SIDE * 3, 0.2, 0.8, 1), [SIDE, SIDE, 3]);

test('half of the draws change nothing, the others shrink to at least 299 / 330', () => {
  const random = seededRandom(5);
  const draws = Array.from({ length: 1000 }, () => drawInputDiversity(random));
  const changed = draws.flatMap((draw) => draw ?? []);
  expect(changed.length).toBeGreaterThan(450);
  expect(changed.length).toBeLessThan(550);
  const shares = changed.map((draw) => draw.share);
  expect(Math.min(...shares)).toBeGreaterThanOrEqual(299 / 330);
  expect(Math.min(...shares)).toBeLessThan(0.908);
  expect(Math.max(...shares)).toBeLessThan(1);
  expect(Math.max(...shares)).toBeGreaterThan(0.998);
  for (const place of ['left', 'top'] as const) {
    expect(Math.min(...changed.map((draw) => draw[place]))).toBeLessThan(0.02);
    expect(Math.max(...changed.map((draw) => draw[place]))).toBeGreaterThan(0.98);
  }
  const again = seededRandom(5);
  expect(diverseInput(again)).toEqual(
    draws[0] ? { ...NO_AUGMENTATION, diversity: draws[0] } : NO_AUGMENTATION,
  );
});

test.each([
  [0, 0, 0, 0],
  [1, 0, 4, 0],
  [0.5, 1, 2, 4],
])('the smaller view lies at its place (%d, %d), the rest is black', (left, top, x, y) => {
  const diversity = { share: 0.8, left, top };
  const seen = viewOf(patch(), crop, SIZE, { ...NO_AUGMENTATION, diversity });
  expect(seen.shape).toEqual([SIZE, SIZE, 3]);
  const inside = tf.slice3d(seen, [y, x, 0], [16, 16, 3]);
  expect(largestDifference(inside, viewOf(patch(), crop, 16, NO_AUGMENTATION))).toBeLessThan(1e-6);
  const [all = NaN] = tf.sum(seen).dataSync();
  expect(tf.sum(inside).dataSync()[0]).toBeCloseTo(all, 2);
});

test('its gradient is its slope', () => {
  const diversity = { share: 0.9, left: 0.5, top: 1 };
  const loss = (x: Tensor3D): Scalar =>
    weightedSum(viewOf(x, crop, SIZE, { ...NO_AUGMENTATION, diversity }));
  expect(gradientDisagreement(loss, patch(), 0.1)).toBeLessThan(2e-3);
});
