import { describe, expect, test } from 'vitest';
import { shareOverJnd } from '../../../src/engine/metrics/over-jnd';
import { psnr } from '../../../src/engine/metrics/psnr';
import { ssim } from '../../../src/engine/metrics/ssim';
import type { Photo } from '../../../src/engine/photo';
import { drawPhoto } from '../../support/engine-photos';

const grey = (width: number, height: number, level = 100): Photo =>
  drawPhoto(width, height, () => [level, level, level]);

/** A copy with `by` added to a channel of a pixel. */
function changed(photo: Photo, x: number, y: number, channel: number, by: number): Photo {
  const data = photo.data.slice();
  const at = (y * photo.width + x) * 4 + channel;
  data[at] = data[at]! + by;
  return { ...photo, data };
}

describe('psnr', () => {
  const a = grey(10, 8);

  test('one sample off by 12 among 4 x 5 x 3', () => {
    const b = changed(a, 3, 2, 1, 12);
    // 10 * log10(255^2 * 60 / 144)
    expect(psnr(a, b, [2, 1, 4, 5])).toBeCloseTo(44.329, 3);
    expect(psnr(b, a, [2, 1, 4, 5])).toBeCloseTo(44.329, 3);
  });

  test('all samples off by 1 is 48.13 dB', () => {
    expect(psnr(a, grey(10, 8, 101), [0, 0, 10, 8])).toBeCloseTo(48.1308, 4);
  });

  test('only the box counts, and not alpha; identical is null', () => {
    const b = changed(changed(a, 9, 7, 0, 50), 3, 3, 3, -200);
    expect(psnr(a, b, [0, 0, 9, 8])).toBeNull();
    expect(psnr(a, b, [0, 0, 10, 8])).not.toBeNull();
  });
});

describe('ssim', () => {
  test('identical is 1, and so is the same shape of a flat photo only nearly', () => {
    expect(ssim(grey(40, 30), grey(40, 30), [0, 0, 40, 30])).toBe(1);
    // Two flat photos: (2 * 100 * 110 + C1) / (100^2 + 110^2 + C1), C1 = 2.55^2.
    const wanted = (22_000 + 6.5025) / (22_100 + 6.5025);
    expect(ssim(grey(40, 30), grey(40, 30, 110), [0, 0, 40, 30])).toBeCloseTo(wanted, 8);
  });

  test('a photo smaller than the window is one window', () => {
    const wanted = (22_000 + 6.5025) / (22_100 + 6.5025);
    expect(ssim(grey(5, 4), grey(5, 4, 110), [1, 1, 2, 2])).toBeCloseTo(wanted, 8);
  });

  test('a box smaller than the window grows to it, inside of the photo', () => {
    const a = drawPhoto(40, 30, (x, y) => [5 * x, 7 * y, 3 * x]);
    const b = changed(a, 4, 4, 1, 60);
    expect(ssim(a, b, [0, 0, 1, 1])).toBe(ssim(a, b, [0, 0, 11, 11]));
    expect(ssim(a, b, [0, 0, 1, 1])).toBeLessThan(1);
    expect(ssim(a, b, [39, 29, 1, 1])).toBe(1);
    const c = changed(a, 30, 20, 1, 60);
    expect(ssim(a, c, [39, 29, 1, 1])).toBe(ssim(a, c, [29, 19, 11, 11]));
    expect(ssim(a, c, [39, 29, 1, 1])).toBeLessThan(1);
  });
});

describe('share over J', () => {
  const a = grey(10, 8);
  const region = [2, 1, 6, 6] as const;
  const levels = new Uint8Array(6 * 6 * 3).fill(4);

  test('only what differs by more than J counts, sample by sample', () => {
    let b = changed(a, 3, 3, 0, 4);
    expect(shareOverJnd(a, b, [3, 2, 2, 5], levels, region)).toBe(0);
    b = changed(changed(b, 3, 3, 1, 5), 4, 6, 2, -5);
    expect(shareOverJnd(a, b, [3, 2, 2, 5], levels, region)).toBeCloseTo(2 / 30, 12);
    expect(shareOverJnd(b, a, [3, 2, 2, 5], levels, region)).toBeCloseTo(2 / 30, 12);
    expect(shareOverJnd(a, b, [5, 2, 2, 5], levels, region)).toBe(0);
  });

  test('where J is 0, what did not change is not over it', () => {
    const none = new Uint8Array(6 * 6 * 3);
    expect(shareOverJnd(a, a, [3, 2, 2, 5], none, region)).toBe(0);
    const b = changed(a, 3, 3, 0, 1);
    expect(shareOverJnd(a, b, [3, 2, 2, 5], none, region)).toBeCloseTo(1 / 30, 12);
  });

  test('each sample has its own J, found in the region', () => {
    const b = changed(a, 4, 3, 2, 9);
    const one = levels.slice();
    one[((3 - 1) * 6 + (4 - 2)) * 3 + 2] = 9;
    expect(shareOverJnd(a, b, [3, 2, 2, 5], levels, region)).toBeCloseTo(1 / 30, 12);
    expect(shareOverJnd(a, b, [3, 2, 2, 5], one, region)).toBe(0);
  });
});
