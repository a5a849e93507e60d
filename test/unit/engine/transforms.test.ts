import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { differentiableJpeg } from '../../../src/engine/attack/transforms/differentiable-jpeg';
import { quantisationSteps } from '../../../src/engine/attack/transforms/quantisation-steps';
import type { Pixels } from '../../../src/engine/attack/transforms/resample';
import { resample, resampleAdjoint } from '../../../src/engine/attack/transforms/resample';
import type { AxisMatrix } from '../../../src/engine/attack/transforms/resample-matrix';
import {
  blurMatrix,
  composeAxes,
  downUpMatrices,
  mirrorAxis,
  resampleMatrix,
} from '../../../src/engine/attack/transforms/resample-matrix';
import type { Warp } from '../../../src/engine/attack/transforms/warp';
import { warp, warpAdjoint } from '../../../src/engine/attack/transforms/warp';
import { startCpu } from '../../support/engine-cpu';
import {
  asOperation,
  gradientDisagreement,
  gradientOf,
  largestDifference,
  seededValues,
  weightedSum,
} from '../../support/engine-gradients';

beforeAll(startCpu);

const noise = (shape: [number, number, number], seed = 1): Tensor3D =>
  tf.tensor3d(seededValues(shape[0] * shape[1] * shape[2], 0.2, 0.8, seed), shape);
const same = (size: number): AxisMatrix => resampleMatrix(size, 0, size, size);
/** A crop or a resize of an image, bent or turned, with its way back. */
function sampleView(image: Tensor3D, rows: AxisMatrix, columns: AxisMatrix, how: Warp): Tensor3D {
  // Only a square view can be turned and bent.
  const isStraight = how.angle === 0 && how.bend === undefined;
  return asOperation((pixels) => {
    const cropped = resample(pixels, rows, columns);
    return {
      pixels: isStraight ? cropped : warp(cropped, how),
      back: (data) => {
        const gradient = { ...cropped, data };
        const unbent = isStraight ? gradient : warpAdjoint(gradient, how);
        return resampleAdjoint(unbent, rows, columns).data;
      },
    };
  })(image);
}
const codedBy = (quality: number, subsample: boolean): ((image: Tensor3D) => Tensor3D) =>
  asOperation((image) => differentiableJpeg(image, quality, subsample));
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

test('two axes in one are the one after the other', () => {
  const product = (a: number[][], b: number[][]): number[][] =>
    a.map((row) => b[0]!.map((_, i) => sum(row.map((weight, k) => weight * b[k]![i]!))));
  const [outer, inner] = [resampleMatrix(16, -1.3, 14, 9), blurMatrix(16, 0.7)];
  const wanted = product(rowsOf(outer), rowsOf(inner));
  rowsOf(composeAxes(outer, inner)).forEach((row, y) => {
    row.forEach((value, x) => {
      expect(value).toBeCloseTo(wanted[y]![x]!, 6);
    });
  });
});

test('a mirrored axis has the same rows from the last to the first', () => {
  const axis = resampleMatrix(9, 1.3, 6, 5);
  expect(rowsOf(mirrorAxis(axis))).toEqual(rowsOf(axis).reverse());
});

test('the band of a row holds all of it that counts', () => {
  const axes = [resampleMatrix(50, 3.3, 40.7, 13), blurMatrix(16, 0.7)];
  for (const axis of [...axes, ...axes.map(mirrorAxis)]) {
    rowsOf(axis).forEach((row, y) => {
      const counting = row.flatMap((value, x) => (value === 0 ? [] : [x]));
      expect([axis.first[y], axis.last[y]]).toEqual([counting[0], counting.at(-1)]);
    });
  }
});

describe('a view', () => {
  test('rows act on the height, columns on the width', () => {
    const image = tf.tensor3d(
      Array.from({ length: 120 }, (_, i) => [Math.floor(i / 10), i % 10, 1]).flat(),
      [12, 10, 3],
    );
    const view = sampleView(image, resampleMatrix(12, 3.5, 5, 5), resampleMatrix(10, 2, 6, 6), {
      angle: 0,
    });
    expect(view.shape).toEqual([5, 6, 3]);
    const values = view.dataSync();
    for (let i = 0; i < 30; i++) {
      expect(values[3 * i]).toBeCloseTo(Math.floor(i / 6) + 3.5, 5);
      expect(values[3 * i + 1]).toBeCloseTo((i % 6) + 2, 5);
      expect(values[3 * i + 2]).toBeCloseTo(1, 5);
    }
  });

  test('no turn changes nothing, a quarter turn moves whole pixels', () => {
    const image = noise([6, 6, 3]);
    const turn = (x: Tensor3D, angle: number): Tensor3D =>
      sampleView(x, same(6), same(6), { angle });
    expect(largestDifference(turn(image, 0), image)).toBe(0);
    // Sample (x, y) of the result is read at (-y, x) from the centre.
    const turned = tf.reverse3d(tf.transpose(image, [1, 0, 2]), [0]);
    const quarter = turn(image, Math.PI / 2);
    expect(largestDifference(quarter, turned)).toBeLessThan(1e-5);
    expect(largestDifference(turn(quarter, -Math.PI / 2), image)).toBeLessThan(1e-5);
  });

  test('a bend reads every sample further on, evenly between its nodes', () => {
    const size = 16;
    const ramp = tf.tensor3d(
      Array.from({ length: size * size }, (_, i) => [i % size, Math.floor(i / size), 1]).flat(),
      [size, size, 3],
    );
    const [right, down] = [2 / size, -1 / size];
    const even = Float32Array.from({ length: 32 }, (_, i) => (i % 2 === 0 ? right : down));
    const bent = (bend: Float32Array): Float32Array =>
      sampleView(ramp, same(size), same(size), { angle: 0, bend }).dataSync<'float32'>();
    const at = (x: number, y: number): number => (y * size + x) * 3;
    const moved = bent(even);
    expect(moved[at(5, 9)]).toBeCloseTo(7, 4);
    expect(moved[at(5, 9) + 1]).toBeCloseTo(8, 4);
    // The border goes on.
    expect(moved[at(15, 0)]).toBeCloseTo(15, 4);
    expect(moved[at(15, 0) + 1]).toBeCloseTo(0, 4);
    const one = new Float32Array(32);
    // The second node of the second row lies at 1.5 / 4 of the side both ways.
    one[2 * 5] = 1 / size;
    const local = bent(one);
    expect(local[at(6, 6)]! - 6).toBeCloseTo((1 - 0.5 / 4) ** 2, 4);
    expect(local[at(2, 6)]! - 2).toBeCloseTo((0.5 / 4) * (1 - 0.5 / 4), 4);
    expect(local[at(13, 13)]).toBeCloseTo(13, 4);
  });

  test.each<[string, Warp]>([
    ['as it is', { angle: 0 }],
    ['turned', { angle: 0.05 }],
    ['turned far', { angle: -0.7 }],
    ['bent', { angle: 0, bend: seededValues(32, -0.1, 0.1, 8) }],
    ['turned and bent', { angle: 0.05, bend: seededValues(32, -0.1, 0.1, 9) }],
  ])('its gradient goes through the exact adjoint, %s', (_, how) => {
    const rows = resampleMatrix(12, 1.2, 9, 7);
    const columns = resampleMatrix(10, -0.7, 8, 7);
    const view = (x: Tensor3D): Tensor3D => sampleView(x, rows, columns, how);
    const image = noise([12, 10, 3]);
    const dy = noise([7, 7, 3], 5);
    const gradient = gradientOf(view, image, dy);
    const forward = sum(tf.mul(view(image), dy).dataSync());
    const backward = sum(tf.mul(image, gradient).dataSync());
    expect(backward).toBeCloseTo(forward, 3);
    const loss = (x: Tensor3D): Scalar => weightedSum(view(x));
    expect(gradientDisagreement(loss, image, 0.1)).toBeLessThan(1e-3);
  });
});

describe('differentiable JPEG', () => {
  /** The code without its rounding: luma as it is, chroma as it is or as the mean of 2 x 2. */
  /** What JPEG does but for rounding: luma stays, chroma is the mean of squares of 2 x 2 pixels. */
  function linearPart({ width, height, data }: Pixels, subsample: boolean): Float32Array {
    if (!subsample) return data;
    const luma = (at: number): number =>
      0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
    const result = new Float32Array(data.length);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * 3;
        const first = ((y & ~1) * width + (x & ~1)) * 3;
        const square = [first, first + 3, first + 3 * width, first + 3 * width + 3];
        for (let k = 0; k < 3; k++) {
          const chroma = square.reduce((sum, one) => sum + data[one + k]! - luma(one), 0) / 4;
          result[at + k] = luma(at) + chroma;
        }
      }
    }
    return result;
  }

  test.each([true, false])(
    'its way back is the adjoint of its linear part, subsampled: %s',
    (subsample) => {
      const dot = (a: Float32Array, b: Float32Array): number =>
        a.reduce((sum, value, i) => sum + value * b[i]!, 0);
      const [width, height] = [32, 16];
      const values = (low: number, high: number, seed: number): Float32Array =>
        seededValues(3 * width * height, low, high, seed);
      const image = { width, height, data: values(0.3, 0.7, 1) };
      const { back } = differentiableJpeg(image, 85, subsample);
      for (const seed of [2, 3, 4]) {
        const change = { width, height, data: values(-1, 1, seed) };
        const gradient = values(-1, 1, 10 + seed);
        const forward = dot(linearPart(change, subsample), gradient);
        expect(dot(change.data, back(gradient))).toBeCloseTo(forward, 3);
      }
    },
  );

  test('what is cut off at black or white has no gradient', () => {
    const image = tf.tensor3d(seededValues(3 * 16 * 16, -0.3, 1.3, 4), [16, 16, 3]);
    const gradient = gradientOf(codedBy(100, false), image, tf.onesLike(image));
    const values = image.dataSync();
    gradient.dataSync().forEach((slope, i) => {
      // At quality 100 what comes out is within a few levels of what went in.
      const outside = Math.max(-values[i]!, values[i]! - 1);
      if (Math.abs(outside) > 0.02) expect(slope).toBe(outside > 0 ? 0 : 1);
    });
  });

  test('steps of 1 leave the image as it was, but for rounding', () => {
    const image = noise([16, 16, 3]);
    expect(largestDifference(codedBy(100, false)(image), image)).toBeLessThan(4 / 255);
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
