import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { deviation } from '../../../src/engine/attack/losses/deviation';
import { excess } from '../../../src/engine/attack/losses/excess';
import { pairSimilarity } from '../../../src/engine/attack/losses/pair-similarity';
import { plainL2 } from '../../../src/engine/attack/losses/plain-l2';
import { startCpu } from '../../support/engine-cpu';
import { axes, gradientDisagreement, seededValues } from '../../support/engine-gradients';

beforeAll(startCpu);

const SIDE = 4;
const COUNT = SIDE * SIDE * 3;
const image = (values: Float32Array): Tensor3D => tf.tensor3d(values, [SIDE, SIDE, 3]);
const jnd = (): Tensor3D => image(seededValues(COUNT, 0.02, 0.05, 1));

/** Half of the samples inside J and half beyond, of both signs, none near a kink. */
function mixedDelta(): Tensor3D {
  const parts = seededValues(COUNT, 0.2, 0.8, 2);
  const thresholds = seededValues(COUNT, 0.02, 0.05, 1);
  return image(
    thresholds.map((j, i) => (i % 3 === 0 ? -1 : 1) * j * (parts[i]! + (i % 2 === 0 ? 0 : 1))),
  );
}

function expectGradient(loss: (delta: Tensor3D) => Scalar): void {
  expect(gradientDisagreement(loss, mixedDelta(), 1e-3, axes(COUNT))).toBeLessThan(1e-3);
}

describe('pair similarity', () => {
  const clean = (): tf.Tensor1D => tf.tensor1d([0.6, 0.8, 0]);

  test('it is the cosine of vectors of norm 1', () => {
    expect(pairSimilarity(tf.tensor2d([[0.6, 0.8, 0]]), clean()).dataSync()[0]).toBeCloseTo(1, 6);
    expect(pairSimilarity(tf.tensor2d([[0, -0.6, 0.8]]), clean()).dataSync()[0]).toBeCloseTo(
      -0.48,
      6,
    );
  });

  test('its gradient is its slope', () => {
    const at = tf.tensor2d([[0, 0.6, -0.8]]);
    const loss = (x: tf.Tensor2D): Scalar => pairSimilarity(x, clean());
    expect(gradientDisagreement(loss, at, 1e-2, axes(3))).toBeLessThan(1e-4);
  });
});

describe('plain l2', () => {
  test('it is the mean square', () => {
    const delta = tf.tensor3d([0.1, -0.2, 0, 0.3, 0, 0], [1, 2, 3]);
    expect(plainL2(delta).dataSync()[0]).toBeCloseTo(0.14 / 6, 7);
  });

  test('its gradient is its slope', () => {
    expectGradient(plainL2);
  });
});

describe('excess and deviation', () => {
  const delta = (): Tensor3D => tf.tensor3d([0.1, -0.2, 0.05, -0.04, 0.06, 0.2], [1, 2, 3]);
  const threshold = (): Tensor3D => tf.tensor3d([0.05, 0.05, 0.1, 0.05, 0.05, 0.1], [1, 2, 3]);

  test('the excess is what passes J, whatever its sign', () => {
    const wanted = [0.05, 0.15, 0, 0, 0.01, 0.1];
    excess(delta(), threshold())
      .dataSync()
      .forEach((value, i) => {
        expect(value).toBeCloseTo(wanted[i]!, 6);
      });
  });

  test('red costs three, green five, blue one, in the mean over pixels and channels', () => {
    const priced = 3 * 0.05 + 5 * 0.15 + 0 + 0 + 5 * 0.01 + 0.1;
    expect(deviation(delta(), threshold()).dataSync()[0]).toBeCloseTo(priced / 6, 6);
  });

  test('inside J it costs nothing', () => {
    expect(tf.tidy(() => deviation(tf.mul(jnd(), -0.99), jnd()).dataSync()[0])).toBe(0);
  });

  test('their gradients are their slopes', () => {
    const threshold = jnd();
    const weights = image(seededValues(COUNT, 0.5, 2, 4));
    expectGradient((x) => deviation(x, threshold));
    expectGradient((x) => tf.sum(tf.mul(excess(x, threshold), weights)));
  });
});
