import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { adversarialGradient } from '../../../src/engine/attack/adversarial-gradient';
import { attackFace } from '../../../src/engine/attack/attack-face';
import type { Aim } from '../../../src/engine/attack/aims/aim';
import type { AdversarialTerm, Price } from '../../../src/engine/attack/seams';
import { smallNoise } from '../../../src/engine/attack/starts/uniform-noise';
import { noBudget } from '../../../src/engine/attack/budgets/no-budget';
import type { AttackRecipe } from '../../../src/engine/attack/forms/attack-form';
import type { Augmentation } from '../../../src/engine/attack/transforms/augmentation';
import { drawAugmentation } from '../../../src/engine/attack/transforms/augmentation';
import type { Pixels } from '../../../src/engine/attack/transforms/resample';
import type { Recogniser } from '../../../src/engine/recognise/recogniser';
import { seededRandom } from '../../../src/engine/seeded-random';
import { startCpu } from '../../support/engine-cpu';
import { gradientOf, largestGap, seededValues, viewOf } from '../../support/engine-gradients';

beforeAll(startCpu);

const SIDE = 32;
const INPUT = 8;
const SHAPE: [number, number, number] = [SIDE, SIDE, 3];

const TILTED: Augmentation = {
  scale: 1.02,
  shiftX: 1,
  shiftY: -1,
  angle: 0.04,
  platform: { kind: 'blur', sigma: 0.5 },
};

/** The mean of the view is its whole embedding: E and its gradient can be written down. */
function meanRecogniser(weight: number): Recogniser {
  return {
    id: 'mean',
    inputSize: INPUT,
    crop: { x: 0, y: 0, side: 112 },
    calibration: {
      genuineMean: 1,
      impostorMean: 0,
      thresholds: { '1e-2': 0.5, '1e-3': 0.6, '1e-4': 0.7 },
    },
    embed: (faces: Tensor4D) =>
      tf.tidy(() => tf.reshape(tf.mul(tf.mean(tf.square(faces)), weight), [1, 1])),
    dispose: () => undefined,
  };
}

const first = (embedding: Tensor2D): Scalar => tf.sum<Scalar>(embedding);
const photo = (): Float32Array => seededValues(SIDE * SIDE * 3, 0.2, 0.8, 3);
const patch = (): Pixels => ({ width: SIDE, height: SIDE, data: photo() });

test('it is E of the embedding of the view, and its gradient with respect to the image', async () => {
  const image = photo();
  const recogniser = meanRecogniser(2);
  const before = tf.memory().numTensors;
  const found = await adversarialGradient(image, SIDE, { recogniser, term: first }, TILTED);
  const [loss, wanted] = tf.tidy(() => {
    const seen = (x: Tensor3D): Scalar => {
      const view = viewOf(x, recogniser.crop, INPUT, TILTED);
      return tf.mul<Scalar>(tf.mean(tf.square(view)), 2);
    };
    const x = tf.tensor3d(image, SHAPE);
    return [seen(x).dataSync()[0] ?? NaN, gradientOf(seen, x).dataSync<'float32'>()];
  });
  expect(found.value).toBeCloseTo(loss, 6);
  expect(largestGap(found.gradient, wanted)).toBeLessThan(1e-8);
  expect(tf.memory().numTensors).toBe(before);
});

/** Steps by the gradient itself and may go anywhere: delta is minus the gradient afterwards. */
function plainRecipe(price: Price): AttackRecipe {
  return {
    price,
    budget: noBudget,
    optimiser: {
      step: (delta, gradient) => {
        delta.set(gradient.map((value) => -value));
      },
      reset: () => undefined,
    },
    start: smallNoise,
    augment: drawAugmentation,
    stepsPerAttempt: 8,
    relax: () => 'continue',
  };
}

function aimOf(weight: number, term: AdversarialTerm): Aim {
  return {
    recogniser: meanRecogniser(weight),
    term,
    criterion: () => false,
    unit: 1,
    missing: (value) => value,
    dispose: () => undefined,
  };
}

test('a step weighs the recognisers by what is missing, and adds what the form charges', async () => {
  const original = patch();
  const charged = tf.tensor3d(seededValues(SIDE * SIDE * 3, -1e-3, 1e-3, 9), SHAPE);
  const price = (delta: Tensor3D): Scalar => tf.sum<Scalar>(tf.mul(delta, charged));
  const deltaOf = async (weights: readonly number[]): Promise<[number, Float32Array]> => {
    const aims = weights.map((weight) => aimOf(weight, first));
    const attack = attackFace(original, plainRecipe(price), aims, seededRandom(4));
    const value = await attack.step();
    const delta = attack.read();
    attack.dispose();
    return [value, delta];
  };
  // The first of two recognisers is seen as a single one is; the second gives no gradient, and
  // with E at 0 it lacks nothing: it counts 0.1 beside what the first one lacks and 0.1.
  const [missing, whole] = await deltaOf([2]);
  const [most, half] = await deltaOf([2, 0]);
  expect(most).toBe(missing);
  const share = (missing + 0.1) / (missing + 0.1 + 0.1);
  const costs = charged.dataSync();
  const adversarial = whole.map((value, i) => -value - costs[i]!);
  expect(Math.max(...adversarial.map(Math.abs))).toBeGreaterThan(1e-4);
  half.forEach((value, i) => {
    expect(value).toBeCloseTo(-adversarial[i]! * share - costs[i]!, 7);
  });
  charged.dispose();
});

test('a value that never comes leaves nothing behind, of the other recognisers neither', async () => {
  const original = patch();
  // What a lost backend does: the computation is queued, its result does not come.
  const lost = (embedding: Tensor2D): Scalar =>
    Object.assign(first(embedding), { data: () => Promise.reject(new Error('lost')) });
  const aims = [first, lost, first].map((term) => aimOf(1, term));
  const price = (delta: Tensor3D): Scalar => tf.sum<Scalar>(delta);
  const before = tf.memory().numTensors;
  const attack = attackFace(original, plainRecipe(price), aims, seededRandom(4));
  await expect(attack.step()).rejects.toThrow('lost');
  attack.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
