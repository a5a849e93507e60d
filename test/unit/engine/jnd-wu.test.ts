import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { patternComplexity } from '../../../src/engine/jnd/pattern-complexity';
import { wu, wuLuma } from '../../../src/engine/jnd/wu';
import { startCpu } from '../../support/engine-cpu';
import { greyRegion, rowsOf } from '../../support/engine-levels';

beforeAll(startCpu);

function lumaMap(
  width: number,
  height: number,
  level: (x: number, y: number) => number,
): tf.Tensor3D {
  const values = Array.from({ length: width * height }, (_, i) =>
    level(i % width, Math.floor(i / width)),
  );
  return tf.tensor3d(values, [height, width, 1]);
}

describe('the pattern complexity counts orientations in 3 x 3 samples', () => {
  test('smooth: one; a ramp of 4 levels a pixel is smooth, one of 5 is not', () => {
    const flat = rowsOf(patternComplexity(lumaMap(7, 6, () => 80)), 0, 1);
    expect(new Set(flat.flat())).toEqual(new Set([1]));
    // Prewitt over 3 of a ramp of s a pixel is 2 s; on the mirrored border it is s.
    const bordered = (slope: number): number[] =>
      rowsOf(patternComplexity(lumaMap(8, 6, (x) => slope * x)), 0, 1)[3]!;
    expect(bordered(2.4)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(bordered(2.5)).toEqual([2, 2, 1, 1, 1, 1, 2, 2]);
  });

  test('one straight edge: its orientation, and the smooth beside it', () => {
    const rows = rowsOf(patternComplexity(lumaMap(12, 7, (x) => (x < 6 ? 60 : 140))), 0, 1);
    // Columns 5 and 6 have the orientation; their neighbours see it and smooth ones.
    for (const row of rows) expect(row).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1]);
  });

  test('round a bright pixel: 0, 45, 90, 135 degrees and the smooth pixel itself', () => {
    // Left and right 0, above and below 90, the corners 45 and 135, each with its own sign.
    const dot = lumaMap(11, 11, (x, y) => (x === 5 && y === 5 ? 255 : 127));
    const rows = rowsOf(patternComplexity(dot), 0, 1);
    expect(rows[5]![5]).toBe(5);
    // (4, 5) sees 45, 0 and 135 in its own column and the smooth ones; 90 above and below (5, 5).
    expect(rows[5]![4]).toBe(5);
    // (4, 4) sees 45, 0, 90 and smooth; (3, 3) sees 45 and smooth; (2, 2) only smooth.
    expect(rows[4]![4]).toBe(4);
    expect(rows[3]![3]).toBe(2);
    expect(rows[2]![2]).toBe(1);
  });

  test('opposite directions are one orientation', () => {
    for (const angle of [0, 44, 90, 135, 180, 225, 270, 359]) {
      const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
      const ramp = lumaMap(9, 9, (x, y) => 128 + 8 * (cos * (x - 4) + sin * (y - 4)));
      expect(rowsOf(patternComplexity(ramp), 0, 1)[4]![4]).toBe(1);
    }
    // A ridge: the slopes to its sides differ by sign only; its top is smooth.
    const ridge = lumaMap(13, 9, (x) => 200 - 9 * Math.abs(x - 6));
    expect(rowsOf(patternComplexity(ridge), 0, 1)[4]![6]).toBe(2);
  });

  test('orientations of one bin of 12 degrees are one, of the next another', () => {
    // Two slopes that share the column x = 6: gradients (8 / tan(angle), 8) on either side.
    const bent = (left: number, right: number): number => {
      const slope = (angle: number): number => 8 / Math.tan((angle * Math.PI) / 180);
      const map = lumaMap(
        13,
        9,
        (x, y) => 128 + 8 * (y - 4) + (x - 6) * slope(x < 6 ? left : right),
      );
      return rowsOf(patternComplexity(map), 0, 1)[4]![6]!;
    };
    // The bins begin at 31.5, 43.5 and 55.5 degrees.
    expect(bent(33, 42)).toBe(1);
    expect(bent(40, 53)).toBe(2);
    // The shared column has the mean of the slopes: 47.8 degrees.
    expect(bent(40, 58)).toBe(3);
  });
});

describe('the threshold', () => {
  const adaptation = (background: number): number =>
    background <= 127
      ? 17 * (1 - Math.sqrt(background / 127)) + 3
      : (3 / 128) * (background - 127) + 3;

  test.each([0, 50, 127, 200, 255])('of a flat image is its adaptation: grey %d', (grey) => {
    const map = wu(greyRegion(8, 7, () => grey));
    expect(map.shape).toEqual([7, 8, 3]);
    for (const channel of [0, 1, 2]) {
      for (const value of rowsOf(map, channel).flat()) {
        expect(value).toBeCloseTo(adaptation(grey), 3);
      }
    }
  });

  test('beside an edge from 60 to 140 the pattern masks', () => {
    // Column 5: three of five columns 60, two 140: C_l = sqrt(0.24) * 80 = 39.19; C_p = 2, so
    // M_p = log2(40.19) * 0.8 * 2^2.7 / 4.01 = 5.329 * 1.2963 = 6.908;
    // M_c = 1.84 * 39.19^2.4 / (1536 + 676) = 5.54 is less. LA = adaptation(92.5) = 5.492:
    // T = 5.492 + 6.908 - 0.3 * 5.492 = 10.752.
    const rows = rowsOf(wuLuma(lumaMap(12, 7, (x) => (x < 6 ? 60 : 140))), 0, 1);
    for (const row of rows) expect(row[5]).toBeCloseTo(10.752, 2);
    // Column 6 has the same contrast and complexity, and less adaptation: adaptation(107.5) = 4.359.
    for (const row of rows) expect(row[6]).toBeCloseTo(6.908 + 0.7 * 4.359, 2);
  });

  test('on a checkerboard only the contrast masks', () => {
    // 127 +- 20: Prewitt sees nothing, C_p = 1; the background is 127, LA = 3.
    // C_l = 20 * sqrt(1 - 1 / 625) = 19.984, M_p = log2(20.984) * 0.8 / 1.01 = 3.478,
    // M_c = 1.84 * 19.984^2.4 / (399.36 + 676) = 2.264. T = 3 + 3.478 - 0.3 * 3.
    const board = lumaMap(13, 13, (x, y) => 127 + ((x + y) % 2 === 0 ? 20 : -20));
    expect(rowsOf(wuLuma(board), 0, 1)[6]![6]).toBeCloseTo(5.578, 2);
  });

  test('in a strong contrast without a pattern M_c is the larger', () => {
    // 127 +- 120: C_l = 119.9, M_p = log2(120.9) * 0.79208 = 5.48;
    // M_c = 1.84 * 119.9^2.4 / (119.9^2 + 676) = 11.93. LA = 3. T = 11.93 + 0.7 * 3.
    const board = lumaMap(13, 13, (x, y) => 127 + ((x + y) % 2 === 0 ? 120 : -120));
    expect(rowsOf(wuLuma(board), 0, 1)[6]![6]).toBeCloseTo(11.93 + 2.1, 1);
  });
});
