import { describe, expect, test } from 'vitest';
import { fsim, fsimAgainst } from '../../../bench/metrics/fsim';
import { gmsd } from '../../../bench/metrics/gmsd';
import { msSsim } from '../../../bench/metrics/ms-ssim';
import { pspnr } from '../../../bench/metrics/pspnr';
import { psnr } from '../../../src/engine/metrics/psnr';
import { ssim } from '../../../src/engine/metrics/ssim';
import type { Box, Photo } from '../../../src/engine/photo';
import { drawPhoto } from '../../support/engine-photos';
import { blurred, drawJnd, pairHash, texturePhoto, withNoise } from '../../support/metric-pairs';

/** What every metric has to hold to, whatever its formula. Infinite PSNR is null. */
const photo = texturePhoto();
const box: Box = [40, 12, 100, 90];
/** At least 176 pixels a side. */
const fiveScales: Box = [40, 12, 200, 180];
const whole: Box = [0, 0, photo.width, photo.height];
const jnd = drawJnd(whole);

interface Metric {
  readonly name: string;
  readonly of: (a: Photo, b: Photo, box: Box) => number | null;
  readonly box: Box;
  readonly best: number | null;
  /** Higher is better. */
  readonly rises: boolean;
}

const metrics: readonly Metric[] = [
  { name: 'PSNR', of: psnr, box, best: null, rises: true },
  {
    name: 'PSPNR',
    of: (a, b, within) => pspnr(a, b, within, jnd, whole),
    box,
    best: null,
    rises: true,
  },
  { name: 'SSIM', of: ssim, box, best: 1, rises: true },
  { name: 'MS-SSIM', of: msSsim, box: fiveScales, best: 1, rises: true },
  { name: 'FSIM', of: fsim, box, best: 1, rises: true },
  { name: 'GMSD', of: gmsd, box, best: 0, rises: false },
];

/** Larger is better for all of them. */
const quality = ({ of, rises, box: within }: Metric, changed: Photo): number => {
  const value = of(photo, changed, within);
  if (value === null) return Infinity;
  return rises ? value : -value;
};

/** `photo` with what `inner` has inside of the box, or outside. */
function mixed(inner: Photo, outer: Photo, [left, top, width, height]: Box): Photo {
  return drawPhoto(photo.width, photo.height, (x, y) => {
    const isInside = x >= left && x < left + width && y >= top && y < top + height;
    const { data } = isInside ? inner : outer;
    const at = (y * photo.width + x) * 4;
    return [data[at]!, data[at + 1]!, data[at + 2]!];
  });
}

const brighter = (by: number): Photo => {
  const data = photo.data.map((value, i) => (i % 4 === 3 ? value : value + by));
  return { ...photo, data };
};

describe.each(metrics)('$name', (metric) => {
  const { box: within } = metric;
  const noisy = withNoise(photo, 12);

  test('identical photos have the best value, no other', () => {
    expect(metric.of(photo, photo, within)).toBe(metric.best);
    expect(metric.of(photo, noisy, within)).not.toBe(metric.best);
  });

  test('it is symmetric', () => {
    const value = metric.of(photo, noisy, within)!;
    expect(metric.of(noisy, photo, within)).toBeCloseTo(value, 12);
  });

  test('more noise is worse', () => {
    const qualities = [0, 3, 6, 12, 24, 48].map((most) => quality(metric, withNoise(photo, most)));
    expect(qualities).toEqual(qualities.toSorted((a, b) => b - a));
    expect(new Set(qualities).size).toBe(qualities.length);
  });

  test('more blur is worse', () => {
    const once = blurred(photo);
    expect(quality(metric, once)).toBeLessThan(quality(metric, photo));
    expect(quality(metric, blurred(once))).toBeLessThan(quality(metric, once));
  });

  test('only the box counts', () => {
    expect(metric.of(photo, mixed(photo, noisy, within), within)).toBe(metric.best);
    const value = metric.of(photo, noisy, within);
    expect(metric.of(photo, mixed(noisy, photo, within), within)).toBe(value);
  });

  test('it is where the box says', () => {
    const [left, top, width, height] = within;
    const half: Box = [left, top, width / 2, height];
    const changed = mixed(noisy, photo, half);
    const moved: Box = [left - 5, top + 7, width, height];
    expect(metric.of(photo, changed, within)).not.toBe(metric.best);
    expect(metric.of(photo, changed, moved)).not.toBe(metric.of(photo, changed, within));
  });

  test('alpha does not count, and neither photo is changed', () => {
    const clear = { ...noisy, data: noisy.data.map((v, i) => (i % 4 === 3 ? 7 : v)) };
    const before = pairHash(photo, clear, whole);
    expect(metric.of(photo, clear, within)).toBe(metric.of(photo, noisy, within));
    expect(pairHash(photo, clear, whole)).toBe(before);
  });
});

test('structural metrics forgive light more than noise of the same energy', () => {
  // Noise of -12 to 12, each as likely, has the energy of 7.2 levels of light.
  const [noisy, light] = [withNoise(photo, 12), brighter(7)];
  expect(psnr(photo, light, box)).toBeCloseTo(psnr(photo, noisy, box)!, 0);
  for (const metric of metrics.filter(({ best }) => best !== null)) {
    expect(quality(metric, light), metric.name).toBeGreaterThan(quality(metric, noisy));
  }
});

test('FSIM of one photo against many is FSIM of each pair', () => {
  const against = fsimAgainst(photo, box);
  for (const other of [withNoise(photo, 12), blurred(photo), photo]) {
    expect(against(other)).toBe(fsim(photo, other, box));
  }
});
