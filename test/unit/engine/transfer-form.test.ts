import { describe, expect, test } from 'vitest';
import { boxInPatch } from '../../../src/engine/align/box-in-patch';
import { fidelityBall } from '../../../src/engine/attack/budgets/fidelity-ball';
import { noBudget } from '../../../src/engine/attack/budgets/no-budget';
import { transferForm } from '../../../src/engine/attack/forms/transfer-form';
import type { AttackRecipe } from '../../../src/engine/attack/forms/attack-form';
import type { Budget } from '../../../src/engine/attack/seams';
import { seededRandom } from '../../../src/engine/seeded-random';

const SIDE = 4;
const fill = (value: number): Float32Array => new Float32Array(SIDE * SIDE * 3).fill(value);
const original = { width: SIDE, height: SIDE, data: fill(0.5) };
/** The upper half. */
const face = Float32Array.from({ length: SIDE * SIDE }, (_, i) => Number(i < (SIDE * SIDE) / 2));

/** What a budget makes of a perturbation. */
function projected({ project }: Budget, delta: Float32Array): Float32Array {
  const inside = delta.slice();
  project(inside);
  return inside;
}

/** dB of what is left in the upper half. */
function psnrOf(delta: Float32Array): number {
  const values = delta.slice(0, (SIDE * SIDE * 3) / 2);
  const square = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  return -10 * Math.log10(square);
}

describe('the ball of least fidelity', () => {
  test('scales what is too much down to it, as a whole', () => {
    const delta = fill(0.1).map((value, i) => value * ((i % 3) - 1));
    const inside = projected(fidelityBall(noBudget, { face, leastPsnr: 30 }), delta);
    expect(psnrOf(inside)).toBeCloseTo(30, 4);
    const factors = [...inside].map((value, i) => value / delta[i]!).filter(Number.isFinite);
    expect(factors).toHaveLength((2 / 3) * delta.length);
    expect(Math.max(...factors) - Math.min(...factors)).toBeLessThan(1e-6);
  });

  test('counts the face alone', () => {
    const below = fill(0.5).map((value, i) => value * (1 - face[Math.floor(i / 3)]!));
    expect(projected(fidelityBall(noBudget, { face, leastPsnr: 30 }), below)).toEqual(below);
  });

  test('leaves what is little enough, and no change at all, as they are', () => {
    for (const value of [0, 0.01]) {
      const ball = fidelityBall(noBudget, { face, leastPsnr: 30 });
      expect(projected(ball, fill(value))).toEqual(fill(value));
    }
  });
});

test('the transfer form keeps to the clamp and to the ball, and charges nothing', () => {
  const make = (leastPsnr: number, reserve?: number): AttackRecipe =>
    transferForm({
      original,
      jnd: fill(0.1),
      k: 0.5,
      reserve,
      mode: 'nontargeted',
      fidelity: { face, leastPsnr },
    });
  expect(projected(make(10).budget, fill(1))[0]).toBeCloseTo(0.05 - 1 / 255, 6);
  expect(psnrOf(projected(make(35).budget, fill(1)))).toBeCloseTo(35, 4);
  expect(make(35).price).toBeUndefined();
  expect(projected(make(10, 0).budget, fill(1))[0]).toBeCloseTo(0.05, 6);
});

test('draws come from far away for as many steps as are for transfer, and from near after them', () => {
  const form = transferForm({
    original,
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

test('its steps fall from 1.6 to 0.4 of their mean, and are as short from then on', () => {
  const form = transferForm({
    original,
    jnd: fill(0.1),
    k: 1,
    mode: 'nontargeted',
    transferSteps: 60,
  });
  const lengths = Array.from({ length: 80 }, () => {
    const delta = fill(0);
    form.optimiser.step(delta, fill(1));
    return -delta[0]! * 255;
  });
  const mean = 20 / 60;
  expect(lengths[0]).toBeCloseTo(1.6 * mean, 5);
  expect(lengths[30]).toBeCloseTo(mean, 5);
  for (const late of lengths.slice(60)) expect(late).toBeCloseTo(0.4 * mean, 5);
});

test('every recogniser is asked as often for as long as steps are for transfer', () => {
  const input = { original, jnd: fill(0.1), k: 1, mode: 'nontargeted' } as const;
  expect(transferForm({ ...input, transferSteps: 60 }).inTurn).toBe(60);
  expect(transferForm(input).inTurn).toBe(Infinity);
});

test('the ball gives way when the steps for transfer were not enough; the clamp never does', () => {
  const jnd = fill(0.1);
  const fidelity = { face, leastPsnr: 35 };
  const input = { original, jnd, k: 0.5, reserve: 0, mode: 'nontargeted' } as const;
  const form = transferForm({ ...input, transferSteps: 60, fidelity });
  const left = () => psnrOf(projected(form.budget, fill(1)));
  for (let step = form.stepsPerAttempt; step <= 60; step += form.stepsPerAttempt) form.relax();
  expect(left()).toBeCloseTo(35, 4);
  form.relax();
  expect(left()).toBeCloseTo(34.75, 4);
  for (let i = 0; i < 99; i++) expect(form.relax()).toBe('continue');
  expect(projected(form.budget, fill(1))[0]).toBeCloseTo(0.05, 6);
  // Of this attack alone, and never where all steps are for transfer.
  expect(fidelity.leastPsnr).toBe(35);
  const always = transferForm({ ...input, fidelity });
  for (let i = 0; i < 99; i++) always.relax();
  expect(psnrOf(projected(always.budget, fill(1)))).toBeCloseTo(35, 4);
});

test('a box of the photo, seen in the patch', () => {
  // Half the photo's size, ten pixels in.
  const toPhoto = { a: 2, b: 0, tx: 10, ty: 10 };
  const patch = { size: 4, toPhoto, fromPhoto: toPhoto, region: [10, 10, 8, 8] } as const;
  const inside = boxInPatch([12, 10, 4, 2], patch);
  expect([...inside]).toEqual([0, 1, 1, 0, ...Array.from({ length: 12 }, () => 0)]);
});
