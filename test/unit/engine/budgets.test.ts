import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { lInfinityBudget } from '../../../src/engine/attack/budgets/l-infinity-budget';
import { noBudget } from '../../../src/engine/attack/budgets/no-budget';
import { paperBudget } from '../../../src/engine/attack/budgets/paper-budget';
import { productBudget } from '../../../src/engine/attack/budgets/product-budget';
import { adam } from '../../../src/engine/attack/optimisers/adam';
import { l2Momentum } from '../../../src/engine/attack/optimisers/l2-momentum';
import { signMomentum } from '../../../src/engine/attack/optimisers/sign-momentum';
import { signStep } from '../../../src/engine/attack/optimisers/sign-step';
import { startCpu } from '../../support/engine-cpu';

beforeAll(startCpu);

const row = (...values: number[]): Tensor3D => tf.tensor3d(values, [1, values.length / 3, 3]);

function expectValues(tensor: tf.Tensor, wanted: readonly number[], digits = 6): void {
  const found = Array.from(tensor.dataSync());
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(wanted[i]!, digits);
  });
}

describe('budgets', () => {
  test('the product budget clamps to the ceiling and keeps the image in [0, 1]', () => {
    const original = row(0.5, 0.5, 0.5, 0.02, 0.98, 1);
    const ceiling = row(0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
    const delta = row(0.3, -0.3, 0.04, -0.2, 0.2, 0.05);
    expectValues(
      productBudget(original, ceiling).project(delta),
      [0.1, -0.1, 0.04, -0.02, 0.02, 0],
    );
  });

  test('the paper budget keeps the image in [0, 1] and nothing else', () => {
    const delta = row(0.3, -0.3, 0.6);
    expectValues(paperBudget(row(0.5, 0.2, 0.5)).project(delta), [0.3, -0.2, 0.5]);
  });

  test('the L-infinity budget clamps every sample to epsilon and keeps the image in [0, 1]', () => {
    const delta = row(0.3, -0.3, 0.04, -0.2, 0.2, 0.05);
    const original = row(0.5, 0.5, 0.5, 0.02, 0.98, 1);
    expectValues(lInfinityBudget(original, 0.1).project(delta), [0.1, -0.1, 0.04, -0.02, 0.02, 0]);
  });

  test('no budget lets everything through', () => {
    expectValues(noBudget.project(row(3, -3, 0)), [3, -3, 0]);
  });
});

describe('optimisers', () => {
  test('a sign step moves every sample by its size, against the gradient', () => {
    const moved = signStep(0.01).step(row(0.1, 0.1, 0.1), row(5, -1e-6, 0));
    expectValues(moved, [0.09, 0.11, 0.1]);
  });

  test('sign momentum adds gradients of mean absolute value 1 and moves by their sign', () => {
    const optimiser = signMomentum(0.01, 0.5);
    const first = optimiser.step(row(0, 0, 0), row(3, -3, 0));
    expectValues(first, [-0.01, 0.01, 0]);
    // Velocity 0.5 * (1.5, -1.5, 0) + (-0.6, 0.9, 1.5) = (0.15, 0.15, 1.5): the second turns.
    const second = optimiser.step(first, row(-0.4, 0.6, 1));
    expectValues(second, [-0.02, 0, -0.01]);
    // Forgotten: the same gradient alone moves by its own sign.
    optimiser.dispose();
    expectValues(optimiser.step(row(0, 0, 0), row(-0.4, 0.6, 1)), [0.01, -0.01, -0.01]);
    optimiser.dispose();
  });

  test('l2 momentum steps by its size in root mean square, against the gradient', () => {
    const optimiser = l2Momentum(0.01, 0.5);
    // Root mean squares: of the first gradient 2, of the second 1.
    const first = optimiser.step(row(0, 0, 0), row(2, -2, 2));
    expectValues(first, [-0.01, 0.01, -0.01]);
    // Velocity 0.5 * (1, -1, 1) + (1, 1, -1) = (1.5, 0.5, -0.5), root mean square sqrt(2.75 / 3).
    const length = Math.sqrt(2.75 / 3);
    expectValues(optimiser.step(first, row(1, 1, -1)), [
      -0.01 - (0.01 * 1.5) / length,
      0.01 - (0.01 * 0.5) / length,
      -0.01 + (0.01 * 0.5) / length,
    ]);
    optimiser.dispose();
  });

  test('a gradient of zeros moves nothing', () => {
    const optimiser = l2Momentum(0.01, 0.5);
    expectValues(optimiser.step(row(0.1, 0.2, 0.3), row(0, 0, 0)), [0.1, 0.2, 0.3]);
    optimiser.dispose();
  });

  test('adam takes the published steps', () => {
    const optimiser = adam(0.01);
    // Step 1: the bias corrections leave g / |g|.
    const first = optimiser.step(row(0, 0, 0), row(0.5, -2, 0));
    expectValues(first, [-0.01, 0.01, 0]);
    // Step 2 with g = (1, 1, 0): m = 0.09 * g1 + 0.1 * g2, v = 0.000999 * g1^2 + 0.001 * g2^2.
    const move = (g1: number, g2: number): number => {
      const mean = (0.09 * g1 + 0.1 * g2) / (1 - 0.81);
      const square = (0.000999 * g1 * g1 + 0.001 * g2 * g2) / (1 - 0.998001);
      return (0.01 * mean) / (Math.sqrt(square) + 1e-8);
    };
    const second = optimiser.step(first, row(1, 1, 0));
    expectValues(second, [-0.01 - move(0.5, 1), 0.01 - move(-2, 1), 0]);
    // Forgotten: the first step again.
    optimiser.dispose();
    expectValues(optimiser.step(row(0, 0, 0), row(1, 1, 0)), [-0.01, -0.01, 0]);
    optimiser.dispose();
  });

  test.each([
    ['l2 momentum', () => l2Momentum(0.01, 0.3)],
    ['adam', () => adam(0.01)],
    ['sign momentum', () => signMomentum(0.01, 1)],
  ])('%s frees all that it holds', (_, make) => {
    const before = tf.memory().numTensors;
    const optimiser = make();
    tf.tidy(() => {
      let delta = row(0, 0, 0);
      for (let i = 0; i < 5; i++) delta = optimiser.step(delta, row(1, 2, 3));
    });
    optimiser.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
