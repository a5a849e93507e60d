import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { gaussianMean } from '../../../src/engine/attack/losses/gaussian-mean';
import {
  gradientChange,
  literalThreshold,
  reachableThreshold,
} from '../../../src/engine/attack/losses/gradient-change';
import { gradientDistance } from '../../../src/engine/attack/losses/gradient-distance';
import { rangeExcess } from '../../../src/engine/attack/losses/range-excess';
import { absoluteSobel, sobel } from '../../../src/engine/attack/losses/sobel';
import { structuralChange } from '../../../src/engine/attack/losses/structural-change';
import { totalVariation } from '../../../src/engine/attack/losses/total-variation';
import { ssim } from '../../../src/engine/metrics/ssim';
import { startCpu } from '../../support/engine-cpu';
import {
  gradientDisagreement,
  largestDifference,
  seededValues,
  weightedSum,
} from '../../support/engine-gradients';
import { drawPhoto } from '../../support/engine-photos';

beforeAll(startCpu);

const SIDE = 7;
const COUNT = SIDE * SIDE * 3;
const image = (low: number, high: number, seed: number): Tensor3D =>
  tf.tensor3d(seededValues(COUNT, low, high, seed), [SIDE, SIDE, 3]);

/** A step so short that next to no sample crosses its kink. */
function expectGradient(loss: (x: Tensor3D) => Scalar, at: Tensor3D, most = 5e-3): void {
  expect(gradientDisagreement(loss, at, 3e-4)).toBeLessThan(most);
}

/** The textbook's operator, sample by sample. */
function sobelAt(pixels: Float32Array, x: number, y: number, k: number): [number, number] {
  const value = (dx: number, dy: number): number => pixels[((y + dy) * SIDE + x + dx) * 3 + k]!;
  const side = (at: (i: number) => number): number => at(-1) + 2 * at(0) + at(1);
  return [
    side((i) => value(1, i)) - side((i) => value(-1, i)),
    side((i) => value(i, 1)) - side((i) => value(i, -1)),
  ];
}

describe('the Sobel operator', () => {
  test('is the textbook’s, along x and along y, where the kernel fits', () => {
    const pixels = image(0, 1, 1);
    const values = pixels.dataSync<'float32'>();
    const [alongX, alongY] = sobel(pixels);
    expect(alongX.shape).toEqual([SIDE - 2, SIDE - 2, 3]);
    for (let y = 1; y < SIDE - 1; y++) {
      for (let x = 1; x < SIDE - 1; x++) {
        for (let k = 0; k < 3; k++) {
          const at = ((y - 1) * (SIDE - 2) + x - 1) * 3 + k;
          const [wantedX, wantedY] = sobelAt(values, x, y, k);
          expect(alongX.dataSync()[at]).toBeCloseTo(wantedX, 5);
          expect(alongY.dataSync()[at]).toBeCloseTo(wantedY, 5);
        }
      }
    }
  });

  test('the absolute kernel gives what the worst signs would', () => {
    const jnd = tf.fill<tf.Rank.R3>([3, 3, 3], 0.01);
    for (const reach of absoluteSobel(jnd)) expect(reach.dataSync()[0]).toBeCloseTo(0.08, 6);
    const worstX = [-1, 0, 1, -1, 0, 1, -1, 0, 1].flatMap((s) => [s, s, s]);
    const [x] = sobel(tf.mul(jnd, tf.tensor3d(worstX, [3, 3, 3])));
    expect(x.dataSync()[0]).toBeCloseTo(0.08, 6);
  });
});

describe('G, the change of the gradient', () => {
  const jnd = (): Tensor3D => image(0.01, 0.06, 2);

  test('it is the mean of what |g(delta)| passes its threshold by, summed over x and y', () => {
    const delta = image(-0.2, 0.2, 3);
    const pixels = delta.dataSync<'float32'>();
    const thresholds = jnd().dataSync<'float32'>();
    let literal = 0;
    let reachable = 0;
    for (let y = 1; y < SIDE - 1; y++) {
      for (let x = 1; x < SIDE - 1; x++) {
        for (let k = 0; k < 3; k++) {
          const own = sobelAt(pixels, x, y, k).map(Math.abs);
          const ofJ = sobelAt(thresholds, x, y, k).map(Math.abs);
          const j = (dx: number, dy: number): number =>
            thresholds[((y + dy) * SIDE + x + dx) * 3 + k]!;
          const corners = j(-1, -1) + j(1, -1) + j(-1, 1) + j(1, 1);
          const reach = [corners + 2 * (j(-1, 0) + j(1, 0)), corners + 2 * (j(0, -1) + j(0, 1))];
          own.forEach((value, axis) => {
            literal += Math.max(0, value - ofJ[axis]!);
            reachable += Math.max(0, value - reach[axis]!);
          });
        }
      }
    }
    const places = (SIDE - 2) * (SIDE - 2) * 3;
    expect(gradientChange(delta, literalThreshold(jnd())).dataSync()[0]).toBeCloseTo(
      literal / places,
      5,
    );
    expect(gradientChange(delta, reachableThreshold(jnd())).dataSync()[0]).toBeCloseTo(
      reachable / places,
      5,
    );
    expect(reachable).toBeGreaterThan(0);
  });

  test('where J is flat the printed threshold is 0, and only G’ forgives a change inside J', () => {
    const flat = tf.fill<tf.Rank.R3>([SIDE, SIDE, 3], 0.05);
    for (const threshold of literalThreshold(flat)) {
      expect(Math.max(...threshold.dataSync())).toBeLessThan(1e-7);
    }
    for (let seed = 1; seed <= 20; seed++) {
      const signs = seededValues(COUNT, -1, 1, seed).map((v) => (v < 0 ? -0.05 : 0.05));
      const inside = tf.tensor3d(signs, [SIDE, SIDE, 3]);
      expect(gradientChange(inside, reachableThreshold(flat)).dataSync()[0]).toBeLessThan(1e-8);
      expect(gradientChange(inside, literalThreshold(flat)).dataSync()[0]).toBeGreaterThan(0.1);
    }
  });

  test('without J it is the whole change', () => {
    const delta = image(-0.2, 0.2, 3);
    const none = literalThreshold(tf.zerosLike(delta));
    const wanted = gradientChange(delta, none).dataSync()[0] ?? NaN;
    expect(gradientDistance(delta).dataSync()[0]).toBeCloseTo(wanted, 6);
  });

  test('their gradients are their slopes', () => {
    const printed = literalThreshold(jnd());
    const reachable = reachableThreshold(jnd());
    const delta = image(-0.2, 0.2, 3);
    expectGradient((x) => gradientChange(x, printed), delta);
    expectGradient((x) => gradientChange(x, reachable), delta);
    expectGradient(gradientDistance, delta);
  });
});

describe('total variation', () => {
  test('it is the mean square difference of neighbours, along x and along y', () => {
    const pixels = tf.tensor3d([0, 0.1, 0.3, 0.6], [2, 2, 1]);
    const across = (0.1 ** 2 + 0.3 ** 2) / 2;
    const down = (0.3 ** 2 + 0.5 ** 2) / 2;
    expect(totalVariation(pixels).dataSync()[0]).toBeCloseTo(across + down, 6);
    const wide = tf.tensor3d([0, 1, 0, 1, 0, 1, 0, 1], [2, 4, 1]);
    expect(totalVariation(wide).dataSync()[0]).toBeCloseTo(1, 6);
  });

  test('its gradient is its slope', () => {
    expectGradient(totalVariation, image(0, 1, 4), 1e-2);
  });
});

describe('the range term', () => {
  test('it is the mean square of what lies outside of [0, 1]', () => {
    const pixels = tf.tensor3d([-0.2, 0, 0.5, 1, 1.1, 0.9], [1, 2, 3]);
    expect(rangeExcess(pixels).dataSync()[0]).toBeCloseTo((0.04 + 0.01) / 6, 6);
  });

  test('its gradient is its slope', () => {
    expectGradient(rangeExcess, image(-0.5, 1.5, 5), 1e-2);
  });
});

describe('the structural loss', () => {
  const WIDE = 24;
  const colour = (x: number, y: number): [number, number, number] => {
    const value = (x * 37 + y * 91 + x * y * 13) % 200;
    return [value, value, value];
  };
  const changedColour = (x: number, y: number): [number, number, number] => {
    const [value] = colour(x, y);
    const moved = value + ((x * 17 + y * 5) % 31);
    return [moved, moved, moved];
  };
  const tensorOf = (colourAt: typeof colour): Tensor3D => {
    const values: number[] = [];
    for (let y = 0; y < WIDE; y++) {
      for (let x = 0; x < WIDE; x++) values.push(...colourAt(x, y).map((v) => v / 255));
    }
    return tf.tensor3d(values, [WIDE, WIDE, 3]);
  };

  test('of grey images it is 1 less the SSIM of the verdict', () => {
    const [a, b] = [drawPhoto(WIDE, WIDE, colour), drawPhoto(WIDE, WIDE, changedColour)];
    const wanted = 1 - ssim(a, b, [0, 0, WIDE, WIDE]);
    expect(wanted).toBeGreaterThan(0.02);
    const found = structuralChange(tensorOf(colour), tensorOf(changedColour));
    expect(found.dataSync()[0]).toBeCloseTo(wanted, 5);
  });

  test('of an image and itself it is 0', () => {
    expect(structuralChange(tensorOf(colour), tensorOf(colour)).dataSync()[0]).toBeCloseTo(0, 6);
  });

  test('its gradient is its slope', () => {
    const original = tensorOf(colour);
    const loss = (x: Tensor3D): Scalar => structuralChange(original, x);
    expect(gradientDisagreement(loss, tensorOf(changedColour), 0.02)).toBeLessThan(0.02);
  });

  test('the local mean keeps a constant, and is its own adjoint up to the border', () => {
    const flat = tf.fill<tf.Rank.R3>([WIDE, WIDE, 3], 0.4);
    const middle = tf.slice3d(gaussianMean(flat), [5, 5, 0], [14, 14, 3]);
    expect(largestDifference(middle, tf.fill([14, 14, 3], 0.4))).toBeLessThan(1e-6);
    const x = tf.tensor3d(seededValues(WIDE * WIDE * 3, -1, 1, 8), [WIDE, WIDE, 3]);
    expect(
      gradientDisagreement((v: Tensor3D) => weightedSum(gaussianMean(v)), x, 0.1),
    ).toBeLessThan(1e-3);
  });
});
