import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { timesConstant } from '../../../src/engine/attack/transforms/constant-product';
import { differentiableJpeg } from '../../../src/engine/attack/transforms/differentiable-jpeg';
import { quantisationSteps } from '../../../src/engine/attack/transforms/quantisation-steps';
import { resample } from '../../../src/engine/attack/transforms/resample';
import type { AxisMatrix } from '../../../src/engine/attack/transforms/resample-matrix';
import {
  blurMatrix,
  downUpMatrices,
  resampleMatrix,
} from '../../../src/engine/attack/transforms/resample-matrix';
import { rotate } from '../../../src/engine/attack/transforms/rotate';
import { startCpu } from '../../support/engine-cpu';
import {
  axes,
  gradientDisagreement,
  gradientOf,
  largestDifference,
  seededValues,
  weightedSum,
} from '../../support/engine-gradients';

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
    const loss = (x: Tensor3D): Scalar => weightedSum(resample(x, rows(), columns()));
    expect(gradientDisagreement(loss, planes, 0.1)).toBeLessThan(1e-3);
    const matrix = tf.tensor2d(seededValues(12, -1, 1, 3), [4, 3]);
    const product = (x: Tensor2D): Scalar => weightedSum(timesConstant(x, matrix));
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
      const gradient = gradientOf((x: Tensor3D) => rotate(x, angle), image, dy);
      const forward = sum(tf.mul(rotate(image, angle), dy).dataSync());
      const backward = sum(tf.mul(image, gradient).dataSync());
      expect(backward).toBeCloseTo(forward, 3);
      expect(
        gradientDisagreement((x: Tensor3D) => weightedSum(rotate(x, angle)), image, 0.1),
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
      const gradient = gradientOf(
        (x: Tensor3D) => differentiableJpeg(x, 85, subsample),
        planes,
        dy,
      );
      const wanted = gradientOf((x: Tensor3D) => linearPart(x, subsample), planes, dy);
      expect(largestDifference(gradient, wanted)).toBeLessThan(1e-4);
      const linear = (x: Tensor3D): Scalar => weightedSum(linearPart(x, subsample));
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
