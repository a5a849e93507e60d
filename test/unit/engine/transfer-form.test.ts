import * as tf from '@tensorflow/tfjs-core';
import type { Rank, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { boxInPatch } from '../../../src/engine/align/box-in-patch';
import { fidelityBall } from '../../../src/engine/attack/budgets/fidelity-ball';
import { noBudget } from '../../../src/engine/attack/budgets/no-budget';
import { transferForm } from '../../../src/engine/attack/forms/transfer-form';
import { seededRandom } from '../../../src/engine/seeded-random';
import { startCpu } from '../../support/engine-cpu';

beforeAll(startCpu);

const SIDE = 4;
const fill = (value: number): Tensor3D => tf.fill<Rank.R3>([SIDE, SIDE, 3], value);
/** The upper half. */
const face = (): Tensor3D =>
  tf.tensor3d(
    Array.from({ length: SIDE * SIDE }, (_, i) => Number(i < (SIDE * SIDE) / 2)),
    [SIDE, SIDE, 1],
  );

/** dB of what is left in the upper half. */
function psnrOf(delta: Tensor3D): number {
  const values = delta.dataSync<'float32'>().slice(0, (SIDE * SIDE * 3) / 2);
  const square = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  return -10 * Math.log10(square);
}

describe('the ball of least fidelity', () => {
  test('scales what is too much down to it, as a whole', () => {
    const delta = tf.mul<Tensor3D>(fill(0.1), tf.linspace(-1, 1, 3));
    const inside = fidelityBall(noBudget, { face: face(), leastPsnr: 30 }).project(delta);
    expect(psnrOf(inside)).toBeCloseTo(30, 4);
    const factors = [...tf.div(inside, delta).dataSync()].filter(Number.isFinite);
    expect(Math.max(...factors) - Math.min(...factors)).toBeLessThan(1e-6);
  });

  test('counts the face alone', () => {
    const below = tf.mul<Tensor3D>(fill(0.5), tf.sub(1, face()));
    const inside = fidelityBall(noBudget, { face: face(), leastPsnr: 30 }).project(below);
    expect([...inside.dataSync()]).toEqual([...below.dataSync()]);
  });

  test('leaves what is little enough, and no change at all, as they are', () => {
    for (const value of [0, 0.01]) {
      const inside = fidelityBall(noBudget, { face: face(), leastPsnr: 30 }).project(fill(value));
      expect(inside.dataSync()[0]).toBeCloseTo(value, 7);
    }
  });
});

test('the transfer form keeps to the clamp and to the ball, and charges nothing', () => {
  const make = (leastPsnr: number, reserve?: number) =>
    transferForm({
      original: fill(0.5),
      jnd: fill(0.1),
      k: 0.5,
      reserve,
      mode: 'nontargeted',
      fidelity: { face: face(), leastPsnr },
    });
  const clamped = make(10).budget.project(fill(1));
  expect(clamped.dataSync()[0]).toBeCloseTo(0.05 - 1 / 255, 6);
  expect(psnrOf(make(35).budget.project(fill(1)))).toBeCloseTo(35, 4);
  expect(make(35).price).toBeUndefined();
  expect(make(10, 0).budget.project(fill(1)).dataSync()[0]).toBeCloseTo(0.05, 6);
});

test('draws come from far away for as many steps as are for transfer, and from near after them', () => {
  const form = transferForm({
    original: fill(0.5),
    jnd: fill(0.1),
    k: 1,
    mode: 'nontargeted',
    transferSteps: 60,
  });
  const random = seededRandom(1);
  expect(form.augment(random, 59).bend).toBeDefined();
  const near = form.augment(random, 60);
  expect(near.bend).toBeUndefined();
  expect(near.platform.kind).not.toBe('none');
});

test('the ball gives way when the steps for transfer were not enough; the clamp never does', () => {
  const jnd = fill(0.1);
  const fidelity = { face: face(), leastPsnr: 35 };
  const input = { original: fill(0.5), jnd, k: 0.5, reserve: 0, mode: 'nontargeted' } as const;
  const form = transferForm({ ...input, transferSteps: 60, fidelity });
  const left = () => psnrOf(form.budget.project(fill(1)));
  for (let step = form.stepsPerAttempt; step <= 60; step += form.stepsPerAttempt) form.relax();
  expect(left()).toBeCloseTo(35, 4);
  form.relax();
  expect(left()).toBeCloseTo(34.75, 4);
  for (let i = 0; i < 99; i++) expect(form.relax()).toBe('continue');
  expect(form.budget.project(fill(1)).dataSync()[0]).toBeCloseTo(0.05, 6);
  // Of this attack alone, and never where all steps are for transfer.
  expect(fidelity.leastPsnr).toBe(35);
  const always = transferForm({ ...input, fidelity });
  for (let i = 0; i < 99; i++) always.relax();
  expect(psnrOf(always.budget.project(fill(1)))).toBeCloseTo(35, 4);
});

test('a box of the photo, seen in the patch', () => {
  // Half the photo's size, ten pixels in.
  const toPhoto = { a: 2, b: 0, tx: 10, ty: 10 };
  const patch = { size: 4, toPhoto, fromPhoto: toPhoto, region: [10, 10, 8, 8] } as const;
  const inside = boxInPatch([12, 10, 4, 2], patch);
  expect([...inside]).toEqual([0, 1, 1, 0, ...Array.from({ length: 12 }, () => 0)]);
});
