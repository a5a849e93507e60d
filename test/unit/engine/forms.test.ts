import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { AttackRecipe, FormInput } from '../../../src/engine/attack/forms/attack-form';
import type { AttackMode } from '../../../src/engine/protect-types';
import { paperForm } from '../../../src/engine/attack/forms/paper-form';
import type { PaperOptions, PaperTerms } from '../../../src/engine/attack/forms/paper-options';
import { PAPER_OPTIONS } from '../../../src/engine/attack/forms/paper-options';
import { productForm } from '../../../src/engine/attack/forms/product-form';
import { B_SETTINGS, lowered } from '../../../src/engine/attack/schedule/falling-b';
import { startCpu } from '../../support/engine-cpu';
import { gradientDisagreement, gradientOf, seededValues } from '../../support/engine-gradients';

beforeAll(startCpu);

/** J = 0.1 everywhere: its Sobel is 0, the absolute one 0.8. */
const SIDE = 3;
const patch = (...values: number[]): Tensor3D =>
  tf.tensor3d(
    Array.from({ length: SIDE * SIDE * 3 }, (_, i) => values[i] ?? 0),
    [SIDE, SIDE, 3],
  );
const fill = (value: number): Tensor3D => tf.fill([SIDE, SIDE, 3], value);
const n = SIDE * SIDE * 3;
const input = (mode: AttackMode): FormInput => ({
  original: { width: SIDE, height: SIDE, data: new Float32Array(n).fill(0.5) },
  jnd: new Float32Array(n).fill(0.1),
  k: 0.5,
  mode,
});

function paper(options: Partial<PaperOptions>, mode: AttackMode = 'nontargeted'): AttackRecipe {
  return paperForm(input(mode), options);
}

function product(mode: AttackMode = 'nontargeted'): AttackRecipe {
  return productForm(input(mode));
}

/** What the budget makes of a change that begins with these values. */
function projected(recipe: AttackRecipe, ...values: number[]): Float32Array {
  const delta = Float32Array.from({ length: n }, (_, i) => values[i] ?? 0);
  recipe.budget.project(delta);
  return delta;
}

function priceOf(recipe: AttackRecipe, delta: Tensor3D): number {
  return tf.tidy(() => recipe.price?.(delta).dataSync()[0] ?? NaN);
}

describe('the b schedule', () => {
  test('the settings are the paper’s: thirty failures reach 0 in both modes', () => {
    expect(B_SETTINGS).toEqual({
      nontargeted: { start: 1500, delta: 50 },
      targeted: { start: 30, delta: 1 },
    });
  });

  test('one delta lowers every b that is not zero, and none below it', () => {
    const weights = { deviation: 120, fidelity: 0, gradient: 70 };
    expect(lowered(weights, 50)).toEqual({ deviation: 70, fidelity: 0, gradient: 20 });
    expect(lowered(lowered(weights, 50), 50)).toEqual({ deviation: 20, fidelity: 0, gradient: 0 });
  });
});

describe('the paper form', () => {
  /** Green of one corner 0.3 out: excess 0.2, and a gradient of 0.3 in both directions. */
  const corner = (): Tensor3D => patch(0, 0.3);
  /** Mean over the one place and three channels where the kernel fits; twice, for x and y. */
  const gradientLiteral = (2 * 0.3) / 3;

  test.each<[PaperTerms, number]>([
    ['L1', (5 * 0.2) / n],
    ['L1_ori', 0.3 / n],
    ['L2', (5 * 0.2) ** 2 / n],
    ['L2_ori', 0.3 ** 2 / n],
    ['L1+L2', (5 * 0.2 + (5 * 0.2) ** 2) / n],
    ['L1+L2+G', (5 * 0.2 + (5 * 0.2) ** 2) / n + gradientLiteral],
  ])('%s charges its own terms, each times b', (terms, price) => {
    for (const mode of ['nontargeted', 'targeted'] as const) {
      const recipe = paper({ terms }, mode);
      const { start, delta } = B_SETTINGS[mode];
      for (let b = start; b >= 0; b -= delta) {
        expect(priceOf(recipe, corner()) / start).toBeCloseTo((b / start) * price, 5);
        expect(recipe.relax()).toBe('continue');
      }
      expect(priceOf(recipe, corner())).toBe(0);
      // A pure attack still has a gradient, of zeros.
      const free = (x: Tensor3D): tf.Scalar => recipe.price?.(x) ?? tf.scalar(NaN);
      expect(Math.max(...gradientOf(free, corner()).dataSync())).toBe(0);
      recipe.dispose?.();
    }
  });

  test('the paper’s own method is L1+L2+G with G as printed', () => {
    expect(PAPER_OPTIONS.terms).toBe('L1+L2+G');
    const recipe = paper({});
    expect(priceOf(recipe, corner())).toBeCloseTo(
      1500 * ((5 * 0.2 + (5 * 0.2) ** 2) / n + gradientLiteral),
      2,
    );
    recipe.dispose?.();
  });

  test('inside J only the printed G charges: a price of roughness', () => {
    const inside = (): Tensor3D => patch(0, 0.09);
    const printed = paper({ gradientThreshold: 'literal' });
    const reachable = paper({ gradientThreshold: 'reachable' });
    expect(priceOf(printed, inside())).toBeCloseTo((1500 * 2 * 0.09) / 3, 3);
    expect(priceOf(reachable, inside())).toBe(0);
    // All of it inside J, of either sign: the worst that J allows.
    const worst = patch(...seededValues(n, -1, 1, 6).map((v) => (v < 0 ? -0.0999 : 0.0999)));
    expect(priceOf(reachable, worst)).toBe(0);
    expect(priceOf(printed, worst)).toBeGreaterThan(100);
    printed.dispose?.();
    reachable.dispose?.();
  });

  test('M counts once in L2 if so asked', () => {
    const recipe = paper({ terms: 'L2', fidelityPrice: 'once' });
    expect(priceOf(recipe, corner())).toBeCloseTo((1500 * 5 * 0.2 ** 2) / n, 3);
    recipe.dispose?.();
  });

  test('its whole price has the gradient that it says, with every term', () => {
    const recipe = paper({ gradientThreshold: 'reachable' });
    const delta = patch(...seededValues(n, -0.4, 0.4, 12));
    const price = (x: Tensor3D): tf.Scalar => recipe.price?.(x) ?? tf.scalar(NaN);
    expect(gradientDisagreement(price, delta, 1e-4)).toBeLessThan(0.02);
    recipe.dispose?.();
  });

  test('the restart form throws the image away after a failure, and gives it more steps', () => {
    const restart = paper({ schedule: 'restart' });
    const warm = paper({ schedule: 'warm' });
    expect(restart.relax()).toBe('restart');
    expect(warm.relax()).toBe('continue');
    expect(restart.stepsPerAttempt).toBeGreaterThan(warm.stepsPerAttempt);
    restart.dispose?.();
    warm.dispose?.();
  });

  test('it does not clamp to J, only to the range of an image', () => {
    const recipe = paper({});
    const delta = projected(recipe, 0.3, -0.3, 0.6);
    expect([...delta.subarray(0, 3)].map((value) => Number(value.toFixed(6)))).toEqual([
      0.3, -0.3, 0.5,
    ]);
    recipe.dispose?.();
  });

  test('it frees what it holds', () => {
    const before = tf.memory().numTensors;
    for (const gradientThreshold of ['literal', 'reachable'] as const) {
      const recipe = paper({ gradientThreshold });
      recipe.dispose?.();
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('the product form', () => {
  test('it clamps to k * J less a level, and giving way never moves the clamp', () => {
    const level = 1 / 255;
    const recipe = product();
    for (let round = 0; round < 20; round++) {
      const delta = projected(recipe, 0.3, -0.3, 0.01);
      for (const [at, value] of [0.05 - level, -0.05 + level, 0.01].entries()) {
        expect(delta[at]).toBeCloseTo(value, 6);
      }
      expect(recipe.relax()).toBe('continue');
    }
  });

  test('it asks every recogniser at each step, as the paper’s does', () => {
    for (const mode of ['nontargeted', 'targeted'] as const) {
      expect(product(mode).inTurn).toBeUndefined();
      const printed = paper({}, mode);
      expect(printed.inTurn).toBeUndefined();
      printed.dispose?.();
    }
  });

  test.each([
    ['nontargeted', 20_000],
    ['targeted', 2_000],
  ] as const)('%s, it charges its plain l2 less after each failure', (mode, weight) => {
    const recipe = product(mode);
    const full = priceOf(recipe, fill(0.01));
    expect(full).toBeCloseTo(weight * 1e-4, 4);
    recipe.relax();
    expect(priceOf(recipe, fill(0.01))).toBeCloseTo(0.85 * full, 4);
  });
});
