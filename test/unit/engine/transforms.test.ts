import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { PATCH_FRAME } from '../../../src/engine/align/canonical-patch';
import type { Augmentation } from '../../../src/engine/attack/transforms/augmentation';
import {
  NO_AUGMENTATION,
  drawAugmentation,
  viewPatch,
} from '../../../src/engine/attack/transforms/augmentation';
import { timesConstant } from '../../../src/engine/attack/transforms/constant-product';
import {
  differentiableJpeg,
  quantisationSteps,
} from '../../../src/engine/attack/transforms/differentiable-jpeg';
import { resample } from '../../../src/engine/attack/transforms/resample';
import type { AxisMatrix } from '../../../src/engine/attack/transforms/resample-matrix';
import {
  blurMatrix,
  downUpMatrices,
  resampleMatrix,
} from '../../../src/engine/attack/transforms/resample-matrix';
import { rotate } from '../../../src/engine/attack/transforms/rotate';
import { seededRandom } from '../../../src/engine/seeded-random';
import { startCpu } from '../../support/engine-cpu';
import { axes, gradientDisagreement, seededValues } from '../../support/engine-gradients';

beforeAll(startCpu);

const noise = (shape: [number, number, number], seed = 1): Tensor3D =>
  tf.tensor3d(seededValues(shape[0] * shape[1] * shape[2], 0.2, 0.8, seed), shape);
const transposed = ({ values, outputSize, inputSize }: AxisMatrix): Tensor2D =>
  tf.transpose(tf.tensor2d(values, [outputSize, inputSize]));
const rowsOf = ({ values, outputSize, inputSize }: AxisMatrix): number[][] =>
  Array.from({ length: outputSize }, (_, i) =>
    Array.from(values.subarray(i * inputSize, (i + 1) * inputSize)),
  );
const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

/** A scalar of an image that treats every sample differently. */
function weighted(image: tf.Tensor): Scalar {
  return tf.sum(tf.mul(image, tf.tensor(seededValues(image.size, -1, 1, 77), image.shape)));
}

function largestDifference(a: tf.Tensor, b: tf.Tensor): number {
  expect(a.shape).toEqual(b.shape);
  return tf.tidy(() => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0] ?? NaN);
}

describe('resample matrices', () => {
  test('the same size and interval is the identity', () => {
    expect(rowsOf(resampleMatrix(3, 0, 3, 3))).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });

  test('half a pixel on, each row is the mean of two; the border is reflected', () => {
    expect(rowsOf(resampleMatrix(3, 0.5, 3, 3))).toEqual([
      [0.5, 0.5, 0],
      [0, 0.5, 0.5],
      [0, 0, 1],
    ]);
    expect(rowsOf(resampleMatrix(3, -2, 3, 3))).toEqual([
      [0, 1, 0],
      [1, 0, 0],
      [1, 0, 0],
    ]);
  });

  test('halving weighs with the triangle: 1 3 3 1', () => {
    const [first, second] = rowsOf(resampleMatrix(8, 0, 8, 4));
    expect(second).toEqual([0, 0.125, 0.375, 0.375, 0.125, 0, 0, 0]);
    expect(first).toEqual([0.5, 0.375, 0.125, 0, 0, 0, 0, 0]);
  });

  test.each([
    ['shrink', resampleMatrix(50, 3.3, 40.7, 13)],
    ['grow', resampleMatrix(20, -1.5, 9, 33)],
    ['blur', blurMatrix(16, 0.7)],
    ['down', downUpMatrices(32, 21)[0]],
    ['up', downUpMatrices(32, 21)[1]],
  ])('every row of %s sums to 1', (_, matrix) => {
    for (const row of rowsOf(matrix)) expect(sum(row)).toBeCloseTo(1, 5);
  });

  test('shrinking keeps the mean: no input counts more than another inside', () => {
    const rows = rowsOf(resampleMatrix(60, 0, 60, 20));
    for (let i = 0; i < 60; i++) expect(sum(rows.map((row) => row[i]!))).toBeCloseTo(1 / 3, 5);
  });

  test('the blur is the Gaussian of its sigma', () => {
    const row = rowsOf(blurMatrix(21, 0.7))[10]!;
    expect(row[11]! / row[10]!).toBeCloseTo(Math.exp(-1 / (2 * 0.49)), 5);
    expect(row[12]! / row[10]!).toBeCloseTo(Math.exp(-4 / (2 * 0.49)), 5);
    expect(row[9]).toBe(row[11]);
  });
});

describe('resample and timesConstant', () => {
  const rows = (): Tensor2D => transposed(resampleMatrix(12, 1.2, 9, 5));
  const columns = (): Tensor2D => transposed(resampleMatrix(10, -0.7, 8, 7));

  test('rows act on the height, columns on the width', () => {
    const planes = tf.tensor3d(
      Array.from({ length: 120 }, (_, i) => 10 * Math.floor(i / 10) + (i % 10)),
      [1, 12, 10],
    );
    const half = transposed(resampleMatrix(12, 3.5, 5, 5));
    const out = resample(planes, half, transposed(resampleMatrix(10, 2, 6, 6)));
    expect(out.shape).toEqual([1, 5, 6]);
    out.dataSync().forEach((value, i) => {
      expect(value).toBeCloseTo(10 * (Math.floor(i / 6) + 3.5) + (i % 6) + 2, 3);
    });
  });

  test('their gradients are their slopes', () => {
    const planes = noise([3, 12, 10]);
    const loss = (x: Tensor3D): Scalar => weighted(resample(x, rows(), columns()));
    expect(gradientDisagreement(loss, planes, 0.1)).toBeLessThan(1e-3);
    const matrix = tf.tensor2d(seededValues(12, -1, 1, 3), [4, 3]);
    const product = (x: Tensor2D): Scalar => weighted(timesConstant(x, matrix));
    const x = tf.tensor2d(seededValues(8, -1, 1, 4), [2, 4]);
    expect(gradientDisagreement(product, x, 0.1, axes(8))).toBeLessThan(1e-3);
  });
});

describe('rotate', () => {
  test('no turn changes nothing, a quarter turn moves whole pixels', () => {
    const image = noise([6, 6, 3]);
    expect(largestDifference(rotate(image, 0), image)).toBe(0);
    // Sample (x, y) of the result is read at (-y, x) from the centre.
    const turned = tf.reverse3d(tf.transpose(image, [1, 0, 2]), [0]);
    const quarter = rotate(image, Math.PI / 2);
    expect(largestDifference(quarter, turned)).toBeLessThan(1e-5);
    expect(largestDifference(rotate(quarter, -Math.PI / 2), image)).toBeLessThan(1e-5);
  });

  test('its gradient goes through the exact adjoint', () => {
    for (const angle of [0.05, -0.7]) {
      const image = noise([9, 9, 3]);
      const dy = noise([9, 9, 3], 5);
      const gradient = tf.grad((x: Tensor3D) => rotate(x, angle))(image, dy);
      const forward = sum(tf.mul(rotate(image, angle), dy).dataSync());
      const backward = sum(tf.mul(image, gradient).dataSync());
      expect(backward).toBeCloseTo(forward, 3);
      expect(
        gradientDisagreement((x: Tensor3D) => weighted(rotate(x, angle)), image, 0.1),
      ).toBeLessThan(1e-3);
    }
  });
});

describe('differentiable JPEG', () => {
  /** The code without its rounding: luma as it is, chroma as it is or as the mean of 2 x 2. */
  function linearPart(planes: Tensor3D, subsample: boolean): Tensor3D {
    if (!subsample) return tf.mul(planes, 1);
    const [red, green, blue] = tf.split(planes, 3, 0);
    const weightsOfLuma = [0.299, 0.587, 0.114];
    const parts = [red!, green!, blue!].map((plane, i) => tf.mul(plane, weightsOfLuma[i]!));
    const luma = tf.addN(parts);
    const chroma = tf.sub(planes, luma);
    const [, height, width] = planes.shape;
    const blocks = tf.reshape(chroma, [3, height / 2, 2, width / 2, 2]);
    const means = tf.add(tf.mean(blocks, [2, 4], true), tf.zeros([1, 1, 2, 1, 2]));
    return tf.add(luma, tf.reshape(means, [3, height, width]));
  }

  test.each([true, false])(
    'its gradient is that of its linear part, subsampled: %s',
    (subsample) => {
      const planes = noise([3, 16, 32]);
      const dy = noise([3, 16, 32], 9);
      const gradient = tf.grad((x: Tensor3D) => differentiableJpeg(x, 85, subsample))(planes, dy);
      const wanted = tf.grad((x: Tensor3D) => linearPart(x, subsample))(planes, dy);
      expect(largestDifference(gradient, wanted)).toBeLessThan(1e-4);
      const linear = (x: Tensor3D): Scalar => weighted(linearPart(x, subsample));
      expect(gradientDisagreement(linear, planes, 0.1)).toBeLessThan(1e-3);
    },
  );

  test('steps of 1 leave the image as it was, but for rounding', () => {
    const planes = noise([3, 16, 16]);
    expect(largestDifference(differentiableJpeg(planes, 100, false), planes)).toBeLessThan(4 / 255);
  });

  test('quantisation steps are those of libjpeg', () => {
    // First entries of the tables that libjpeg writes at these qualities.
    expect(quantisationSteps('luma', 50).slice(0, 4)).toEqual([16, 11, 10, 16]);
    expect(quantisationSteps('luma', 75).slice(0, 4)).toEqual([8, 6, 5, 8]);
    expect(quantisationSteps('chroma', 75).slice(0, 4)).toEqual([9, 9, 12, 24]);
    expect(quantisationSteps('luma', 10).slice(0, 4)).toEqual([80, 55, 50, 80]);
    expect(quantisationSteps('chroma', 100).every((step) => step === 1)).toBe(true);
    expect(Math.max(...quantisationSteps('luma', 1))).toBe(255);
  });
});

describe('viewing the patch', () => {
  const SIDE = 48;
  const crop = { x: 5.2, y: 20.5, side: 101.5 };
  /** Red grows with x, green with y, in frame units / 200. */
  const ramp = (): Tensor3D => {
    const unit = PATCH_FRAME.side / SIDE;
    const at = (i: number): number => (PATCH_FRAME.x + (i + 0.5) * unit + 40) / 200;
    return tf.tensor3d(
      Array.from({ length: SIDE * SIDE }, (_, i) => [
        at(i % SIDE),
        at(Math.floor(i / SIDE)),
        0.5,
      ]).flat(),
      [SIDE, SIDE, 3],
    );
  };

  test.each<[string, Partial<Augmentation>]>([
    ['as it is', {}],
    ['shifted', { shiftX: 2, shiftY: -1.5 }],
    ['scaled', { scale: 1.04 }],
    ['blurred', { platform: { kind: 'blur', sigma: 0.5 } }],
    ['resized', { platform: { kind: 'resize', factor: 0.8 } }],
  ])('the crop shows what it should, %s', (_, change) => {
    const augmentation = { ...NO_AUGMENTATION, ...change };
    const size = 20;
    const view = viewPatch(ramp(), crop, size, augmentation).dataSync();
    const { scale, shiftX, shiftY } = augmentation;
    const frame = (i: number, start: number, shift: number): number =>
      start + shift + (crop.side * (1 - scale)) / 2 + ((i + 0.5) / size) * crop.side * scale;
    // A triangle filter shifts a ramp by up to 0.14 units where its width is no whole number.
    for (const [x, y] of [
      [0, 0],
      [3, 17],
      [19, 8],
    ] as const) {
      const at = (y * size + x) * 3;
      const [red, green] = [view[at]! * 200 - 40, view[at + 1]! * 200 - 40];
      expect(Math.abs(red - frame(x, crop.x, shiftX))).toBeLessThan(0.2);
      expect(Math.abs(green - frame(y, crop.y, shiftY))).toBeLessThan(0.2);
      expect(view[at + 2]).toBeCloseTo(0.5, 4);
    }
  });

  test('with an angle it is the view, rotated; with JPEG it is the view of the coded patch', () => {
    const patch = noise([SIDE, SIDE, 3]);
    const plain = viewPatch(patch, crop, 20, NO_AUGMENTATION);
    const turned = viewPatch(patch, crop, 20, { ...NO_AUGMENTATION, angle: 0.04 });
    expect(largestDifference(turned, rotate(plain, 0.04))).toBeLessThan(1e-6);
    const platform = { kind: 'jpeg', quality: 80, subsample: true } as const;
    const coded = differentiableJpeg(tf.transpose(patch, [2, 0, 1]), 80, true);
    const viewed = viewPatch(tf.transpose(coded, [1, 2, 0]), crop, 20, NO_AUGMENTATION);
    const seen = viewPatch(patch, crop, 20, { ...NO_AUGMENTATION, platform });
    expect(largestDifference(seen, viewed)).toBeLessThan(1e-6);
    expect(largestDifference(seen, plain)).toBeGreaterThan(0.01);
  });

  test.each<[string, Augmentation['platform']]>([
    ['nothing', { kind: 'none' }],
    ['a resize', { kind: 'resize', factor: 0.75 }],
    ['a blur', { kind: 'blur', sigma: 0.6 }],
  ])('its gradient is its slope, through %s', (_, platform) => {
    const augmentation = { scale: 0.97, shiftX: 1.3, shiftY: -0.6, angle: 0.05, platform };
    const loss = (x: Tensor3D): Scalar => weighted(viewPatch(x, crop, 20, augmentation));
    expect(gradientDisagreement(loss, noise([32, 32, 3]), 0.1)).toBeLessThan(2e-3);
  });

  test('draws keep to their ranges, use every platform, and repeat with the seed', () => {
    const draw = (seed: number): Augmentation[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 400 }, () => drawAugmentation(random));
    };
    const draws = draw(3);
    expect(draw(3)).toEqual(draws);
    expect(draw(4)).not.toEqual(draws);
    const counts = { none: 0, jpeg: 0, resize: 0, blur: 0 };
    for (const { scale, shiftX, shiftY, angle, platform } of draws) {
      counts[platform.kind] += 1;
      expect(Math.abs(scale - 1)).toBeLessThanOrEqual(0.04);
      expect(Math.max(Math.abs(shiftX), Math.abs(shiftY))).toBeLessThanOrEqual(2);
      expect(Math.abs(angle)).toBeLessThanOrEqual(Math.PI / 60);
      if (platform.kind === 'jpeg') {
        expect(Number.isInteger(platform.quality)).toBe(true);
        expect(Math.abs(platform.quality - 87.5)).toBeLessThanOrEqual(7.5);
      }
      if (platform.kind === 'resize')
        expect(Math.abs(platform.factor - 0.85)).toBeLessThanOrEqual(0.15);
      if (platform.kind === 'blur') expect(Math.abs(platform.sigma - 0.5)).toBeLessThanOrEqual(0.2);
    }
    expect(counts.none).toBe(0);
    expect(counts.jpeg).toBeGreaterThan(160);
    expect(Math.min(counts.resize, counts.blur)).toBeGreaterThan(60);
  });
});
