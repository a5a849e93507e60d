import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { leverRecipe } from '../../../bench/transfer/lever-recipe';
import { disturbed } from '../../../bench/transfer/lever-view';
import type { LeverSetting } from '../../../bench/transfer/lever-settings';
import type { Recogniser } from '../../../src/engine/recognise/recogniser';
import { seededRandom } from '../../../src/engine/seeded-random';
import { startCpu } from '../../support/engine-cpu';

beforeAll(startCpu);

const SIDE = 32;
const COUNT = SIDE * SIDE * 3;
const PLAIN: LeverSetting = { gradients: 1, leastPsnr: 30 };

function recipe(lever: Partial<LeverSetting>) {
  const original = { width: SIDE, height: SIDE, data: new Float32Array(COUNT).fill(0.5) };
  const jnd = new Float32Array(COUNT).fill(0.1);
  const fidelity = { face: new Float32Array(SIDE * SIDE).fill(1), leastPsnr: 30 };
  const input = { original, jnd, k: 1, mode: 'nontargeted', fidelity } as const;
  return leverRecipe(input, { ...PLAIN, ...lever });
}

/** One step along a gradient that is 1 at one sample and `other` in the corner. */
function step(lever: Partial<LeverSetting>, other = 0): Float32Array {
  const gradient = new Float32Array(COUNT);
  gradient[((SIDE / 2) * SIDE + SIDE / 2) * 3] = 1;
  gradient[0] = other;
  const delta = new Float32Array(COUNT);
  recipe(lever).optimiser.step(delta, gradient);
  return delta;
}

test('a lever asks every recogniser a step, whatever the product does', () => {
  expect(recipe({}).inTurn).toBeUndefined();
});

const moved = (values: Float32Array): number => values.filter((value) => value !== 0).length;

test('a smoothed gradient moves the neighbours too, a sign step is alike for a small one', () => {
  expect(moved(step({}))).toBe(1);
  // Sigma 5 of 112 is a pixel of this patch of 32: the blur reaches four pixels in each direction.
  expect(moved(step({ smooth: 5 }))).toBe(81);
  const [small, large] = [...step({ step: 'sign' }, 0.1)].filter((value) => value !== 0);
  expect(small).toBe(large);
});

test('steps are as long as said', () => {
  const [small, large] = [step({ stepLevels: 0.25 }), step({ stepLevels: 0.5 })];
  expect(Math.min(...large) / Math.min(...small)).toBeCloseTo(2, 5);
});

test('affine and platform samples as the lever says', () => {
  const random = seededRandom(1);
  const draws = (lever: Partial<LeverSetting>) =>
    Array.from(
      { length: 100 },
      (
        (made) => () =>
          made.augment(random, 0)
      )(recipe(lever)),
    );
  expect(draws({ affine: 'none' }).every(({ angle, scale }) => angle === 0 && scale === 1)).toBe(
    true,
  );
  expect(draws({ platform: 'none' }).every(({ platform }) => platform.kind === 'none')).toBe(true);
  expect(draws({ without: 'bend' }).every(({ bend }) => bend === undefined)).toBe(true);
  const mirrored = (lever: Partial<LeverSetting>) =>
    draws(lever).some((draw) => draw.mirrored === true);
  expect([mirrored({}), mirrored({ without: 'mirrored' })]).toEqual([true, false]);
  const dimmed = (lever: Partial<LeverSetting>) =>
    draws(lever).some(({ brightness = 1 }) => brightness < 1);
  expect([dimmed({}), dimmed({ without: 'brightness' })]).toEqual([true, false]);
  const widest = (lever: Partial<LeverSetting>) =>
    Math.max(...draws(lever).map(({ angle }) => Math.abs(angle)));
  expect(widest({})).toBeGreaterThan(2 * widest({ affine: 'near' }));
  const worst = (lever: Partial<LeverSetting>) =>
    Math.min(
      ...draws(lever).map(({ platform }) => ('quality' in platform ? platform.quality : 100)),
    );
  expect(worst({})).toBeGreaterThanOrEqual(80);
  expect(worst({ platform: 'wide' })).toBeLessThan(60);
});

/** Gives out the face that it is shown. */
const mirror = {
  inputSize: SIDE,
  embed: (faces: Tensor4D) => tf.reshape(faces, [1, -1]),
} as unknown as Recogniser;

function shown(lever: Partial<LeverSetting>, seed: number): Float32Array {
  const ramp = Float32Array.from({ length: SIDE * SIDE * 3 }, (_, i) => 1 + i);
  const faces = tf.tensor4d(ramp, [1, SIDE, SIDE, 3]);
  const seen: Tensor2D = disturbed(mirror, { ...PLAIN, ...lever }, seededRandom(seed)).embed(faces);
  return seen.dataSync<'float32'>();
}

test('a cutout hides one square of the side that is said, by grey', () => {
  const hidden = shown({ cutout: 0.25 }, 3).filter((value) => value === 0.5);
  expect(hidden).toHaveLength(8 * 8 * 3);
});

test('a neighbour lies within its levels and not at the face', () => {
  const off = shown({ neighbourLevels: 4 }, 1).map((value, i) => Math.abs(value - 1 - i) * 255);
  expect(Math.max(...off)).toBeLessThan(4.1);
  expect(Math.max(...off)).toBeGreaterThan(3);
});
