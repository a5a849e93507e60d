import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { galleryAim } from '../../../src/engine/attack/aims/gallery-aim';
import { pairAim } from '../../../src/engine/attack/aims/pair-aim';
import { isReached, shortfall, worstStanding } from '../../../src/engine/criterion/reached';
import type { Calibration } from '../../../src/engine/models/model-index';
import type { Recogniser } from '../../../src/engine/recognise/recogniser';
import { startCpu } from '../../support/engine-cpu';

beforeAll(startCpu);

/** Its limit is 0.55 - 0.1 * 0.4 = 0.51, its threshold to a target 0.6 + 0.04. */
const CALIBRATION: Calibration = {
  genuineMean: 0.7,
  impostorMean: 0.3,
  thresholds: { '1e-2': 0.55, '1e-3': 0.6, '1e-4': 0.65 },
};
const recogniser: Recogniser = {
  id: 'none',
  inputSize: 1,
  crop: { x: 0, y: 0, side: 112 },
  calibration: CALIBRATION,
  embed: () => tf.zeros([1, 3]),
  dispose: () => undefined,
};

describe('the rule of success', () => {
  test.each([
    ['far from the original', { toClean: 0.4 }, true],
    ['just below the limit', { toClean: 0.5099 }, true],
    ['just above the limit', { toClean: 0.5101 }, false],
    ['below the threshold, not by the margin', { toClean: 0.53 }, false],
    ['no number', { toClean: NaN }, false],
    ['away, and at the target', { toClean: 0.4, toTarget: 0.6401 }, true],
    ['away, not at the target', { toClean: 0.4, toTarget: 0.6399 }, false],
    ['at the target, still like the original', { toClean: 0.52, toTarget: 0.9 }, false],
    ['no number to the target', { toClean: 0.4, toTarget: NaN }, false],
  ])('%s', (_, standing, wanted) => {
    expect(isReached(standing, CALIBRATION)).toBe(wanted);
  });

  test('slack asks for more, of both', () => {
    // A unit is 0.4 of cosine: 0.125 of it is 0.05.
    expect(isReached({ toClean: 0.45 }, CALIBRATION, 0.125)).toBe(true);
    expect(isReached({ toClean: 0.47 }, CALIBRATION, 0.125)).toBe(false);
    expect(isReached({ toClean: 0.1, toTarget: 0.68 }, CALIBRATION, 0.125)).toBe(false);
    expect(isReached({ toClean: 0.1, toTarget: 0.7 }, CALIBRATION, 0.125)).toBe(true);
  });

  test('the shortfall is the larger of the two', () => {
    expect(shortfall({ toClean: 0.61, toTarget: 0.6 }, CALIBRATION)).toBeCloseTo(0.25, 9);
    expect(shortfall({ toClean: 0.52, toTarget: 0.6 }, CALIBRATION)).toBeCloseTo(0.1, 9);
  });

  test('of several views the worst counts', () => {
    const views = [
      { toClean: 0.2, toTarget: 0.7 },
      { toClean: 0.6, toTarget: 0.9 },
    ];
    expect(worstStanding(views)).toEqual({ toClean: 0.6, toTarget: 0.7 });
    expect(worstStanding([{ toClean: 0.2 }, { toClean: 0.1 }])).toEqual({ toClean: 0.2 });
  });
});

describe('an aim at a pair', () => {
  const clean = Float32Array.of(1, 0, 0);
  const target = Float32Array.of(0, 1, 0);
  const at = (x: number, y: number): Float32Array =>
    Float32Array.of(x, y, Math.sqrt(1 - x * x - y * y));
  const row = (values: Float32Array): Tensor2D => tf.tensor2d(values, [1, 3]);

  test('away: the cosine falls to the limit', () => {
    const aim = pairAim(recogniser, clean);
    expect(aim.term(row(at(0.3, 0.2))).dataSync()[0]).toBeCloseTo(0.3, 6);
    expect(aim.unit).toBeCloseTo(0.4, 9);
    expect(aim.missing(0.59)).toBeCloseTo(0.2, 6);
    expect(aim.criterion(at(0.5, 0), 0)).toBe(true);
    expect(aim.criterion(at(0.5, 0), 0.05)).toBe(false);
    aim.dispose();
  });

  test('to a target: both count until they are 0.4 units beyond their limits', () => {
    const aim = pairAim(recogniser, clean, target);
    // Those are 0.35 to the original and 0.8 to the target.
    expect(aim.term(row(at(0.5, 0.2))).dataSync()[0]).toBeCloseTo((0.15 + 0.6) / 2, 6);
    expect(aim.term(row(at(0.3, 0.2))).dataSync()[0]).toBeCloseTo(0.6 / 2, 6);
    expect(aim.term(row(at(0.5, 0.82))).dataSync()[0]).toBeCloseTo(0.15 / 2, 6);
    // Both at their limits miss nothing.
    expect(aim.missing(0.16)).toBeCloseTo(0, 6);
    expect(aim.missing(0.16 + 0.08)).toBeCloseTo(0.2, 6);
    aim.dispose();
  });

  test('the paper’s way to a target: its distance falls; the original still counts', () => {
    const aim = pairAim(recogniser, clean, target, { pull: 'approach' });
    expect(aim.term(row(at(0.3, 0.2))).dataSync()[0]).toBeCloseTo(0.8, 6);
    expect(aim.missing(0.44)).toBeCloseTo(0.2, 6);
    expect(aim.criterion(at(0.3, 0.7), 0)).toBe(true);
    expect(aim.criterion(at(0.3, 0.6), 0)).toBe(false);
    expect(aim.criterion(at(0.6, 0.7), 0)).toBe(false);
    aim.dispose();
  });

  test('away, seen from a centre: on the plain cosine’s scale, the test of success as without', () => {
    const centre = Float32Array.of(0.2, 0.1, 0);
    const aim = pairAim(recogniser, clean, undefined, { centre });
    expect(aim.term(row(clean)).dataSync()[0]).toBeCloseTo(1, 6);
    // (0.1, 0.1, 0.9327) and (0.8, -0.1, 0): their cosine is 0.0920; 0.65 is the latter's square.
    expect(aim.term(row(at(0.3, 0.2))).dataSync()[0]).toBeCloseTo(1 - 0.65 * (1 - 0.092), 3);
    expect(aim.criterion(at(0.5, 0), 0)).toBe(true);
    expect(aim.criterion(at(0.52, 0), 0)).toBe(false);
    aim.dispose();
  });

  test('away, drawn to a decoy: what it has come nearer is taken off, the test of success as without', () => {
    const decoy = { embedding: Float32Array.of(0.6, 0.8, 0), weight: 0.5 };
    const aim = pairAim(recogniser, clean, undefined, { decoy });
    // As far from the decoy as at first, and so as without one.
    expect(aim.term(row(clean)).dataSync()[0]).toBeCloseTo(1, 6);
    // Its cosine to the decoy was 0.6 and is 0.74.
    expect(aim.term(row(at(0.3, 0.7))).dataSync()[0]).toBeCloseTo(0.3 - 0.5 * 0.14, 6);
    // It is now 0.02: less near counts against it.
    expect(aim.term(row(at(0.3, -0.2))).dataSync()[0]).toBeCloseTo(0.3 + 0.5 * 0.58, 6);
    expect(aim.criterion(at(0.5, 0), 0)).toBe(true);
    expect(aim.criterion(at(0.52, 0.8), 0)).toBe(false);
    const centred = pairAim(recogniser, clean, undefined, { decoy, centre: target });
    const alone = pairAim(recogniser, clean, undefined, { centre: target });
    const seen = at(0.3, 0.7);
    const valueOf = (one: typeof aim): number => one.term(row(seen)).dataSync()[0]!;
    expect(valueOf(centred)).toBeCloseTo(valueOf(alone) - 0.5 * 0.14, 6);
    for (const one of [aim, centred, alone]) one.dispose();
  });

  test('it frees what it holds', () => {
    const before = tf.memory().numTensors;
    pairAim(recogniser, clean, target).dispose();
    const centred = pairAim(recogniser, clean, undefined, { centre: target });
    tf.tidy(() => void centred.term(row(clean)));
    centred.dispose();
    const decoy = { embedding: target, weight: 0.5 };
    const drawn = pairAim(recogniser, clean, undefined, { decoy });
    tf.tidy(() => void drawn.term(row(clean)));
    drawn.dispose();
    galleryAim(recogniser, [clean, target], 'targeted', 0).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('an aim in a gallery', () => {
  const prototypes = [Float32Array.of(1, 0, 0), Float32Array.of(0, 1, 0), Float32Array.of(0, 0, 1)];
  const nearSecond = Float32Array.of(0.48, 0.8, 0.36);
  const p = (i: number): number => {
    const powers = [...nearSecond].map((cosine) => Math.exp(30 * cosine));
    return powers[i]! / powers.reduce((sum, power) => sum + power, 0);
  };
  const row = (): Tensor2D => tf.tensor2d(nearSecond, [1, 3]);

  test('away from an identity: it is another that is nearest', () => {
    const first = galleryAim(recogniser, prototypes, 'nontargeted', 0);
    const second = galleryAim(recogniser, prototypes, 'nontargeted', 1);
    expect(second.term(row()).dataSync()[0]).toBeCloseTo(-Math.log(1 - p(1)), 3);
    expect(first.criterion(nearSecond, 0)).toBe(true);
    expect(second.criterion(nearSecond, 0)).toBe(false);
    // Ahead by 0.32.
    expect(first.criterion(nearSecond, 0.31)).toBe(true);
    expect(first.criterion(nearSecond, 0.33)).toBe(false);
    first.dispose();
    second.dispose();
  });

  test('to an identity: it is the nearest', () => {
    const second = galleryAim(recogniser, prototypes, 'targeted', 1);
    const third = galleryAim(recogniser, prototypes, 'targeted', 2);
    expect(third.term(row()).dataSync()[0]).toBeCloseTo(-Math.log(p(2)), 3);
    expect(second.criterion(nearSecond, 0)).toBe(true);
    expect(third.criterion(nearSecond, 0)).toBe(false);
    expect(second.criterion(nearSecond, 0.33)).toBe(false);
    second.dispose();
    third.dispose();
  });
});
