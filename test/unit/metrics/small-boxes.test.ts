import { describe, expect, test } from 'vitest';
import { BoxTooSmallError } from '../../../bench/metrics/box-too-small';
import { fsim } from '../../../bench/metrics/fsim';
import { gmsd } from '../../../bench/metrics/gmsd';
import { MS_SSIM_SMALLEST_SIDE, msSsim } from '../../../bench/metrics/ms-ssim';
import type { Box } from '../../../src/engine/photo';
import { cropPhoto, drawPhoto } from '../../support/engine-photos';
import { texturePhoto, withNoise } from '../../support/metric-pairs';

const photo = texturePhoto();
const noisy = withNoise(photo);

describe('MS-SSIM', () => {
  test('five scales need 176 pixels a side: one fewer is an error, not a number', () => {
    expect(MS_SSIM_SMALLEST_SIDE).toBe(176);
    expect(msSsim(photo, noisy, [0, 0, 176, 176])).toBeLessThan(1);
    expect(() => msSsim(photo, noisy, [0, 0, 175, 200])).toThrow(BoxTooSmallError);
    expect(() => msSsim(photo, noisy, [0, 0, 300, 175])).toThrow(
      'MS-SSIM needs at least 176 x 176 pixels, not 300 x 175',
    );
  });

  test('where structure is turned round it is 0, not a number that is none', () => {
    const stripes = drawPhoto(180, 180, (x) => (x % 4 < 2 ? [60, 60, 60] : [190, 190, 190]));
    const turned = drawPhoto(180, 180, (x) => (x % 4 < 2 ? [190, 190, 190] : [60, 60, 60]));
    expect(msSsim(stripes, turned, [0, 0, 180, 180])).toBe(0);
  });
});

describe.each([
  { name: 'FSIM', metric: fsim, best: 1 },
  { name: 'GMSD', metric: gmsd, best: 0 },
])('$name', ({ metric, best }) => {
  test.each<[Box, Box]>([
    [
      [100, 80, 1, 1],
      [98, 78, 6, 6],
    ],
    [
      [299, 199, 1, 1],
      [294, 194, 6, 6],
    ],
    [
      [100, 80, 40, 2],
      [100, 78, 40, 6],
    ],
  ])('a box of less than 6 pixels grows to 6 inside of the photo: %j', (box, grown) => {
    expect(metric(photo, noisy, box)).toBe(metric(photo, noisy, grown));
    expect(metric(photo, noisy, box)).not.toBe(best);
  });

  test('a photo of less than 6 pixels is an error, not a number', () => {
    const [a, b] = [photo, noisy].map((whole) => cropPhoto(whole, [0, 0, 20, 5]));
    expect(() => metric(a!, b!, [0, 0, 20, 5])).toThrow(BoxTooSmallError);
  });

  test.each([0, 60])('a photo without any feature is like itself: level %d', (level) => {
    const flat = drawPhoto(32, 32, () => [level, level, level]);
    expect(metric(flat, flat, [4, 4, 20, 20])).toBe(best);
  });
});
