import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { paperBudget } from '../../../src/engine/attack/budgets/paper-budget';
import { productBudget } from '../../../src/engine/attack/budgets/product-budget';
import type { AttackRecipe } from '../../../src/engine/attack/forms/attack-form';
import { B_START, paperForm } from '../../../src/engine/attack/forms/paper-form';
import { productForm } from '../../../src/engine/attack/forms/product-form';
import { adam } from '../../../src/engine/attack/optimisers/adam';
import { l2Momentum } from '../../../src/engine/attack/optimisers/l2-momentum';
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
});

describe('optimisers', () => {
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
    optimiser.dispose();
  });

  test.each([
    ['l2 momentum', () => l2Momentum(0.01, 0.3)],
    ['adam', () => adam(0.01)],
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

describe('forms', () => {
  const form = (make: typeof paperForm): AttackRecipe =>
    make({ original: row(0.5, 0.5, 0.5), jnd: row(0.1, 0.1, 0.1), k: 0.5 });
  const priceOf = (recipe: AttackRecipe, ...delta: number[]): number =>
    recipe.price(row(...delta)).dataSync()[0] ?? NaN;

  test('the paper form charges b1 * L1, and b1 falls by 50 after each failure, down to 0', () => {
    const recipe = form(paperForm);
    // L1 of one sample of excess 0.1 in green: 5 * 0.1 / 3.
    const price = 0.5 / 3;
    expect(B_START).toBe(1500);
    for (let b1 = 1500; b1 >= 0; b1 -= 50) {
      expect(priceOf(recipe, 0, 0.2, 0)).toBeCloseTo(b1 * price, 3);
      recipe.relax();
    }
    expect(priceOf(recipe, 0, 0.2, 0)).toBe(0);
    expect(priceOf(recipe, 0.09, 0, -0.1)).toBe(0);
    recipe.dispose();
  });

  test('the paper form does not clamp to J', () => {
    const recipe = form(paperForm);
    expectValues(recipe.budget.project(row(0.3, -0.3, 0)), [0.3, -0.3, 0]);
    recipe.dispose();
  });

  test('the product form clamps to k * J, and giving way never moves the clamp', () => {
    const recipe = form(productForm);
    for (let round = 0; round < 20; round++) {
      expectValues(recipe.budget.project(row(0.3, -0.3, 0.01)), [0.05, -0.05, 0.01]);
      recipe.relax();
    }
    recipe.dispose();
  });

  test('the product form charges its plain l2 less after each failure', () => {
    const recipe = form(productForm);
    const full = priceOf(recipe, 0.01, -0.01, 0.01);
    expect(full).toBeCloseTo(20_000 * 1e-4, 4);
    recipe.relax();
    expect(priceOf(recipe, 0.01, -0.01, 0.01)).toBeCloseTo(0.75 * full, 4);
    recipe.dispose();
  });
});
