import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { BIM, bim } from '../../../src/engine/attack/anchors/bim';
import { DI2_FGSM, di2Fgsm } from '../../../src/engine/attack/anchors/di2-fgsm';
import { bimSteps } from '../../../src/engine/attack/anchors/iterative-sign';
import { JND_MGA, jndMga } from '../../../src/engine/attack/anchors/jnd-mga';
import { mDi2Fgsm } from '../../../src/engine/attack/anchors/m-di2-fgsm';
import { MI_FGSM, miFgsm } from '../../../src/engine/attack/anchors/mi-fgsm';
import { MND, mnd } from '../../../src/engine/attack/anchors/mnd';
import { PGD, pgd } from '../../../src/engine/attack/anchors/pgd';
import type { AttackRecipe } from '../../../src/engine/attack/forms/attack-form';
import { gradientDistance } from '../../../src/engine/attack/losses/gradient-distance';
import { plainL2 } from '../../../src/engine/attack/losses/plain-l2';
import { rangeExcess } from '../../../src/engine/attack/losses/range-excess';
import { structuralChange } from '../../../src/engine/attack/losses/structural-change';
import { totalVariation } from '../../../src/engine/attack/losses/total-variation';
import { NO_AUGMENTATION } from '../../../src/engine/attack/transforms/augmentation';
import type { Pixels } from '../../../src/engine/attack/transforms/resample';
import { tensorOf } from '../../../src/engine/attack/transforms/resample';
import { seededRandom } from '../../../src/engine/seeded-random';
import { startCpu } from '../../support/engine-cpu';
import { gradientDisagreement, seededValues } from '../../support/engine-gradients';

beforeAll(startCpu);

const SHAPE: [number, number, number] = [16, 16, 3];
const COUNT = 16 * 16 * 3;
const original = (): Pixels => ({
  width: 16,
  height: 16,
  data: seededValues(COUNT, 0.05, 0.95, 1),
});

/** Largest change of each of `count` steps, in levels, against one and the same gradient. */
function reach(recipe: AttackRecipe, count: number): number[] {
  const delta = new Float32Array(COUNT);
  return Array.from({ length: count }, () => {
    recipe.optimiser.step(delta, seededValues(COUNT, -1, 1, 2));
    recipe.budget.project(delta);
    return Number(Math.max(...delta.map(Math.abs)).toFixed(6)) * 255;
  });
}

describe('the sign attacks in the settings of their papers', () => {
  test('BIM takes min(epsilon + 4, 1.25 epsilon) steps', () => {
    expect([4, 8, 15, 16, 32].map((levels) => bimSteps(levels / 255))).toEqual([5, 10, 19, 20, 36]);
  });

  test.each([
    ['BIM', bim, BIM, [16, 1, 20]],
    ['PGD', pgd, PGD, [8, 2, 20]],
    ['MI-FGSM', miFgsm, MI_FGSM, [16, 1.6, 10]],
    ['DI2-FGSM', di2Fgsm, DI2_FGSM, [15, 1, 19]],
    ['M-DI2-FGSM', mDi2Fgsm, DI2_FGSM, [15, 1, 19]],
  ] as const)('%s', (_, make, settings, [epsilon, size, steps]) => {
    const recipe = make(original());
    expect(settings.epsilon * 255).toBeCloseTo(epsilon, 9);
    expect(settings.stepSize * 255).toBeCloseTo(size, 9);
    expect(settings.steps).toBe(steps);
    expect(recipe.stepsPerAttempt).toBe(steps);
    const levels = reach(recipe, 30);
    expect(levels[0]).toBeCloseTo(size, 2);
    expect(levels[1]).toBeCloseTo(2 * size, 2);
    expect(levels.at(-1)).toBeCloseTo(epsilon, 2);
    expect(recipe.price).toBeUndefined();
    // Theirs know no turn: every recogniser is asked each time.
    expect(recipe.inTurn).toBeUndefined();
  });

  test('only PGD starts anywhere in its ball', () => {
    const largest = (recipe: AttackRecipe): number =>
      Math.max(...recipe.start(COUNT, seededRandom(1)).map(Math.abs)) * 255;
    expect(largest(pgd(original()))).toBeGreaterThan(7.9);
    expect(largest(pgd(original()))).toBeLessThanOrEqual(8.001);
    for (const make of [bim, miFgsm, di2Fgsm, mDi2Fgsm, jndMga, mnd]) {
      expect(largest(make(original()))).toBeLessThan(0.5);
    }
  });

  test('only the diverse ones change what the recogniser sees', () => {
    const changes = (recipe: AttackRecipe): number => {
      const random = seededRandom(3);
      const draws = Array.from({ length: 100 }, () => recipe.augment(random, 0));
      return draws.filter((draw) => draw !== NO_AUGMENTATION).length;
    };
    for (const make of [bim, pgd, miFgsm, jndMga, mnd]) expect(changes(make(original()))).toBe(0);
    for (const make of [di2Fgsm, mDi2Fgsm]) {
      expect(changes(make(original()))).toBeGreaterThan(30);
      expect(changes(make(original()))).toBeLessThan(70);
    }
  });

  test('with momentum an old gradient still counts', () => {
    const turned = (make: typeof bim): number => {
      const { optimiser } = make(original());
      const along = (value: number): Float32Array => new Float32Array(COUNT).fill(value);
      optimiser.step(along(0), along(1));
      optimiser.step(along(0), along(1));
      // Two gradients upwards and one down: without momentum it turns at once.
      const delta = along(0);
      optimiser.step(delta, along(-1));
      return delta[0] ?? NaN;
    };
    for (const make of [bim, pgd, di2Fgsm]) expect(turned(make)).toBeGreaterThan(0);
    for (const make of [miFgsm, mDi2Fgsm]) expect(turned(make)).toBeLessThan(0);
  });
});

describe('the attacks with a price', () => {
  const delta = (): Tensor3D => tf.tensor3d(seededValues(COUNT, -0.1, 0.1, 4), SHAPE);
  const clean = (): Tensor3D => tensorOf(original());
  const priceOf = (recipe: AttackRecipe): number => recipe.price?.(delta()).dataSync()[0] ?? NaN;
  const value = (scalar: tf.Scalar): number => scalar.dataSync()[0] ?? NaN;

  test('JND-MGA charges l2, total variation and what leaves the range, and forbids nothing', () => {
    const recipe = jndMga(original());
    const changed = tf.add<Tensor3D>(clean(), delta());
    expect(value(rangeExcess(changed))).toBeGreaterThan(0);
    const wanted =
      JND_MGA.l2 * value(plainL2(delta())) +
      JND_MGA.totalVariation * value(totalVariation(delta())) +
      JND_MGA.range * value(rangeExcess(changed));
    expect(priceOf(recipe) / wanted).toBeCloseTo(1, 5);
    const far = new Float32Array(COUNT).fill(2);
    recipe.budget.project(far);
    expect(far).toEqual(new Float32Array(COUNT).fill(2));
    expect(recipe.inTurn).toBeUndefined();
  });

  test('MND charges magnitude, structure and gradient', () => {
    const recipe = mnd(original());
    const changed = tf.add<Tensor3D>(clean(), delta());
    const wanted =
      MND.magnitude * value(plainL2(delta())) +
      MND.structure * value(structuralChange(clean(), changed)) +
      MND.gradient * value(gradientDistance(delta()));
    expect(priceOf(recipe) / wanted).toBeCloseTo(1, 5);
    expect(recipe.inTurn).toBeUndefined();
  });

  test.each([
    ['JND-MGA', jndMga],
    ['MND', mnd],
  ])('the price of %s has the gradient that it says', (_, make) => {
    const recipe = make(original());
    const price = (x: Tensor3D): tf.Scalar => recipe.price?.(x) ?? tf.scalar(NaN);
    expect(gradientDisagreement(price, delta(), 1e-3)).toBeLessThan(0.02);
  });
});
