import { describe, expect, test } from 'vitest';
import { lInfinityBudget } from '../../../src/engine/attack/budgets/l-infinity-budget';
import { noBudget } from '../../../src/engine/attack/budgets/no-budget';
import { paperBudget } from '../../../src/engine/attack/budgets/paper-budget';
import { productBudget } from '../../../src/engine/attack/budgets/product-budget';
import { adam } from '../../../src/engine/attack/optimisers/adam';
import { l2Momentum } from '../../../src/engine/attack/optimisers/l2-momentum';
import { signMomentum } from '../../../src/engine/attack/optimisers/sign-momentum';
import { signStep } from '../../../src/engine/attack/optimisers/sign-step';
import type { Budget, Optimiser } from '../../../src/engine/attack/seams';
import type { Pixels } from '../../../src/engine/attack/transforms/resample';

const row = (...values: number[]): Float32Array => Float32Array.from(values);
const image = (...values: number[]): Pixels => ({
  width: values.length / 3,
  height: 1,
  data: row(...values),
});

function expectValues(found: Float32Array, wanted: readonly number[], digits = 6): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(wanted[i]!, digits);
  });
}

/** What a budget makes of a perturbation, which it changes in its place. */
function projected({ project }: Budget, ...values: number[]): Float32Array {
  const delta = row(...values);
  project(delta);
  return delta;
}

/** Where a step leads; `from` stays as it was. */
function stepped(optimiser: Optimiser, from: Float32Array, gradient: Float32Array): Float32Array {
  const delta = from.slice();
  const before = gradient.slice();
  optimiser.step(delta, gradient);
  expect(gradient).toEqual(before);
  return delta;
}

describe('budgets', () => {
  test('the product budget clamps to the ceiling and keeps the image in [0, 1]', () => {
    const original = image(0.5, 0.5, 0.5, 0.02, 0.98, 1);
    const budget = productBudget(original, row(0.1, 0.1, 0.1, 0.1, 0.1, 0.1));
    expectValues(
      projected(budget, 0.3, -0.3, 0.04, -0.2, 0.2, 0.05),
      [0.1, -0.1, 0.04, -0.02, 0.02, 0],
    );
  });

  test('the paper budget keeps the image in [0, 1] and nothing else', () => {
    const budget = paperBudget(image(0.5, 0.2, 0.5));
    expectValues(projected(budget, 0.3, -0.3, 0.6), [0.3, -0.2, 0.5]);
  });

  test('the L-infinity budget clamps every sample to epsilon and keeps the image in [0, 1]', () => {
    const budget = lInfinityBudget(image(0.5, 0.5, 0.5, 0.02, 0.98, 1), 0.1);
    expectValues(
      projected(budget, 0.3, -0.3, 0.04, -0.2, 0.2, 0.05),
      [0.1, -0.1, 0.04, -0.02, 0.02, 0],
    );
  });

  test('no budget lets everything through', () => {
    expectValues(projected(noBudget, 3, -3, 0), [3, -3, 0]);
  });

  test.each([
    ['product', productBudget(image(0.5, 0.02, 1), row(0.1, 0.1, 0.1))],
    ['paper', paperBudget(image(0.5, 0.02, 1))],
    ['L-infinity', lInfinityBudget(image(0.5, 0.02, 1), 0.1)],
  ])('the %s budget leaves what is inside as it is, and never widens', (_, budget) => {
    const once = projected(budget, 0.7, -0.7, 0.7);
    const again = once.slice();
    budget.project(again);
    expect(again).toEqual(once);
    const inside = row(0.05, -0.01, -0.09);
    expect(projected(budget, ...inside)).toEqual(inside);
  });
});

describe('optimisers', () => {
  test('a sign step moves every sample by its size, against the gradient', () => {
    const moved = stepped(signStep(0.01), row(0.1, 0.1, 0.1), row(5, -1e-6, 0));
    expectValues(moved, [0.09, 0.11, 0.1]);
  });

  test('sign momentum adds gradients of mean absolute value 1 and moves by their sign', () => {
    const optimiser = signMomentum(0.01, 0.5);
    const first = stepped(optimiser, row(0, 0, 0), row(3, -3, 0));
    expectValues(first, [-0.01, 0.01, 0]);
    // Velocity 0.5 * (1.5, -1.5, 0) + (-0.6, 0.9, 1.5) = (0.15, 0.15, 1.5): the second turns.
    const second = stepped(optimiser, first, row(-0.4, 0.6, 1));
    expectValues(second, [-0.02, 0, -0.01]);
    // Forgotten: the same gradient alone moves by its own sign.
    optimiser.reset();
    expectValues(stepped(optimiser, row(0, 0, 0), row(-0.4, 0.6, 1)), [0.01, -0.01, -0.01]);
  });

  test('l2 momentum steps by its size in root mean square, against the gradient', () => {
    const optimiser = l2Momentum(0.01, 0.5);
    // Root mean squares: of the first gradient 2, of the second 1.
    const first = stepped(optimiser, row(0, 0, 0), row(2, -2, 2));
    expectValues(first, [-0.01, 0.01, -0.01]);
    // Velocity 0.5 * (1, -1, 1) + (1, 1, -1) = (1.5, 0.5, -0.5), root mean square sqrt(2.75 / 3).
    const length = Math.sqrt(2.75 / 3);
    expectValues(stepped(optimiser, first, row(1, 1, -1)), [
      -0.01 - (0.01 * 1.5) / length,
      0.01 - (0.01 * 0.5) / length,
      -0.01 + (0.01 * 0.5) / length,
    ]);
  });

  test('a gradient of zeros moves nothing', () => {
    const optimiser = l2Momentum(0.01, 0.5);
    expectValues(stepped(optimiser, row(0.1, 0.2, 0.3), row(0, 0, 0)), [0.1, 0.2, 0.3]);
  });

  test('adam takes the published steps', () => {
    const optimiser = adam(0.01);
    // Step 1: the bias corrections leave g / |g|.
    const first = stepped(optimiser, row(0, 0, 0), row(0.5, -2, 0));
    expectValues(first, [-0.01, 0.01, 0]);
    // Step 2 with g = (1, 1, 0): m = 0.09 * g1 + 0.1 * g2, v = 0.000999 * g1^2 + 0.001 * g2^2.
    const move = (g1: number, g2: number): number => {
      const mean = (0.09 * g1 + 0.1 * g2) / (1 - 0.81);
      const square = (0.000999 * g1 * g1 + 0.001 * g2 * g2) / (1 - 0.998001);
      return (0.01 * mean) / (Math.sqrt(square) + 1e-8);
    };
    const second = stepped(optimiser, first, row(1, 1, 0));
    expectValues(second, [-0.01 - move(0.5, 1), 0.01 - move(-2, 1), 0]);
    // Forgotten: the first step again.
    optimiser.reset();
    expectValues(stepped(optimiser, row(0, 0, 0), row(1, 1, 0)), [-0.01, -0.01, 0]);
  });

  test('l2 momentum may have another size for each step, counted from the first', () => {
    const optimiser = l2Momentum((taken) => 0.01 * (taken + 1), 0);
    const first = stepped(optimiser, row(0, 0, 0), row(1, 1, 1));
    expectValues(first, [-0.01, -0.01, -0.01]);
    expectValues(stepped(optimiser, first, row(1, 1, 1)), [-0.03, -0.03, -0.03]);
    optimiser.reset();
    expectValues(stepped(optimiser, row(0, 0, 0), row(1, 1, 1)), [-0.01, -0.01, -0.01]);
  });

  test('l2 momentum forgets all of its velocity', () => {
    const optimiser = l2Momentum(0.01, 0.9);
    for (let i = 0; i < 3; i++) stepped(optimiser, row(0, 0, 0), row(1, 1, 1));
    optimiser.reset();
    expectValues(stepped(optimiser, row(0, 0, 0), row(-1, -1, -1)), [0.01, 0.01, 0.01]);
  });
});
