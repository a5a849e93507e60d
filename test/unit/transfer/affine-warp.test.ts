import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { Affine } from '../../../bench/transfer/affine-warp';
import { affineWarp } from '../../../bench/transfer/affine-warp';
import { drawProjective } from '../../../bench/transfer/peers';
import { seededRandom } from '../../../src/engine/seeded-random';
import { startCpu } from '../../support/engine-cpu';
import { seededValues } from '../../support/engine-gradients';

beforeAll(startCpu);

const SIZE = 8;
const values = (seed: number): Tensor4D =>
  tf.tensor4d(seededValues(2 * SIZE * SIZE * 3, 0, 1, seed), [2, SIZE, SIZE, 3]);
const IDENTITY: Affine = [1, 0, 0, 0, 1, 0];
/** By one pixel: everything moves to the left. */
const RIGHT: Affine = [1, 0, 2 / SIZE, 0, 1, 0];

test('the identity changes nothing', () => {
  const image = values(1);
  expect(affineWarp(image, [IDENTITY]).dataSync()).toEqual(image.dataSync());
});

test('a sample is read where the map says, black outside', () => {
  const image = values(1);
  const warped = affineWarp(image, [RIGHT]);
  const inside = tf.slice(image, [0, 0, 1, 0], [2, SIZE, SIZE - 1, 3]).dataSync();
  expect(tf.slice(warped, [0, 0, 0, 0], [2, SIZE, SIZE - 1, 3]).dataSync()).toEqual(inside);
  const border = tf.slice(warped, [0, 0, SIZE - 1, 0], [2, SIZE, 1, 3]).dataSync();
  expect(Math.max(...border)).toBe(0);
});

test('the gradient goes back through the exact adjoint: <W x, y> = <x, W* y>', () => {
  const [x, y] = [values(2), values(3)];
  const maps = drawProjective(seededRandom(5));
  const forward = tf.sum(tf.mul(affineWarp(x, maps), y)).dataSync()[0]!;
  const back = tf.grad((image) => tf.sum(tf.mul(affineWarp(image as Tensor4D, maps), y)))(x);
  expect(tf.sum(tf.mul(back, x)).dataSync()[0]).toBeCloseTo(forward, 2);
});

test('draws lie about the identity, as far from it as the release draws them', () => {
  const random = seededRandom(11);
  const draws = Array.from({ length: 2000 }, () => drawProjective(random)[0]!);
  const off = draws.flatMap(([a, b, c, d, e, f]) => [a - 1, b, c, d, e - 1, f]);
  const mean = off.reduce((sum, one) => sum + one, 0) / off.length;
  const variance = off.reduce((sum, one) => sum + one * one, 0) / off.length;
  expect(mean).toBeCloseTo(0, 2);
  // Deviation uniform in 0.01 to 0.1: its square is (0.1^3 - 0.01^3) / (3 * 0.09) on average.
  expect(variance).toBeCloseTo(0.0037, 3);
});
