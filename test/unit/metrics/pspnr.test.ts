import { expect, test } from 'vitest';
import { pspnr } from '../../../bench/metrics/pspnr';
import { psnr } from '../../../src/engine/metrics/psnr';
import type { Box } from '../../../src/engine/photo';
import { drawPhoto } from '../../support/engine-photos';
import { texturePhoto, withNoise } from '../../support/metric-pairs';

const region: Box = [2, 1, 6, 6];
const a = drawPhoto(10, 8, () => [100, 100, 100]);
/** One sample 9 levels off, at (4, 3), blue. */
const b = drawPhoto(10, 8, (x, y) => [100, 100, x === 4 && y === 3 ? 109 : 100]);

test('only the part of the difference beyond J counts', () => {
  const jnd = new Float32Array(6 * 6 * 3).fill(3.5 / 255);
  // 10 log10(255^2 * (2 * 5 * 3) / 5.5^2)
  expect(pspnr(a, b, [3, 2, 2, 5], jnd, region)).toBeCloseTo(48.0947, 3);
  expect(pspnr(a, b, [5, 2, 2, 5], jnd, region)).toBeNull();
});

test('each sample has its own J, found in the region', () => {
  const jnd = new Float32Array(6 * 6 * 3);
  jnd[((3 - 1) * 6 + (4 - 2)) * 3 + 2] = 9.5 / 255;
  expect(pspnr(a, b, [3, 2, 2, 5], jnd, region)).toBeNull();
});

test('with J = 0 it is PSNR, and it rises with J', () => {
  const photo = texturePhoto();
  const noisy = withNoise(photo);
  const box: Box = [10, 20, 50, 40];
  const at = (levels: number): number =>
    pspnr(photo, noisy, box, new Float32Array(50 * 40 * 3).fill(levels / 255), box) ?? Infinity;
  expect(at(0)).toBeCloseTo(psnr(photo, noisy, box)!, 9);
  expect(at(2)).toBeGreaterThan(at(0));
  expect(at(11.5)).toBeGreaterThan(at(2));
  expect(at(12.5)).toBe(Infinity);
});
