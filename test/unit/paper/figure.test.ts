import { expect, test } from 'vitest';
import { AMPLIFIED, drawFigure } from '../../../bench/paper/figure';
import type { FloatMap } from '../../../src/engine/geometry/float-map';
import type { Photo } from '../../../src/engine/photo';
import { drawPhoto } from '../../support/engine-photos';

const SIDE = 8;
const GAP = 4;
/** 16 x 16: the cell is the 8 columns from 4 and, 0.57 of 16 being 9, the 8 lines from 5. */
const original = drawPhoto(16, 16, (x, y) => [10 * x, 10 * y, 7]);
const changed = drawPhoto(16, 16, (x, y) => [10 * x + 2, 10 * y - 3, x === 6 && y === 7 ? 107 : 7]);
const jnd: FloatMap = {
  width: 16,
  height: 16,
  channels: 3,
  data: Float32Array.from({ length: 16 * 16 * 3 }, (_, i) => (i % 3 === 2 ? 1 : (i % 3) + 2) / 255),
};

function pixel({ width, data }: Photo, x: number, y: number): number[] {
  return [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
}

const sheet = drawFigure(original, jnd, [{ method: 'BIM', image: changed }], SIDE);

test('two rows, a column for the original and one an image, with white between', () => {
  expect([sheet.width, sheet.height]).toEqual([2 * SIDE + GAP, 2 * SIDE + GAP]);
  for (let i = 0; i < GAP; i++) {
    expect(pixel(sheet, SIDE + i, 2)).toEqual([255, 255, 255, 255]);
    expect(pixel(sheet, 2, SIDE + i)).toEqual([255, 255, 255, 255]);
  }
});

test('above, the same pixels round the nose of the original and of the image', () => {
  expect(pixel(sheet, 0, 0)).toEqual([40, 50, 7, 255]);
  expect(pixel(sheet, 7, 7)).toEqual([110, 120, 7, 255]);
  expect(pixel(sheet, SIDE + GAP, 0)).toEqual([42, 47, 7, 255]);
});

test('below, J of each channel and the change about grey, both amplified alike', () => {
  const below = SIDE + GAP;
  expect(pixel(sheet, 3, below + 3)).toEqual([2 * AMPLIFIED, 3 * AMPLIFIED, AMPLIFIED, 255]);
  const at = pixel(sheet, below, below);
  expect(at).toEqual([128 + 2 * AMPLIFIED, 128 - 3 * AMPLIFIED, 128, 255]);
  // 100 levels are more than can be shown.
  expect(pixel(sheet, below + 2, below + 2)[2]).toBe(255);
});
