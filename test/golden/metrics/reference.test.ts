import { beforeAll, describe, expect, test } from 'vitest';
import { BoxTooSmallError } from '../../../bench/metrics/box-too-small';
import { fsim } from '../../../bench/metrics/fsim';
import { gmsd } from '../../../bench/metrics/gmsd';
import { msSsim } from '../../../bench/metrics/ms-ssim';
import { pspnr } from '../../../bench/metrics/pspnr';
import { thresholdLevels } from '../../../src/engine/jnd/threshold-levels';
import { shareOverJnd } from '../../../src/engine/metrics/over-jnd';
import { psnr } from '../../../src/engine/metrics/psnr';
import { ssim } from '../../../src/engine/metrics/ssim';
import type { Box, Photo } from '../../../src/engine/photo';
import {
  blurred,
  drawJnd,
  facePhoto,
  flattened,
  pairHash,
  texturePhoto,
  withNoise,
} from '../../support/metric-pairs';
import reference from './reference.json' with { type: 'json' };

/** Every metric against other programs' numbers: reference.json, which says whose and how made. */
const photos = new Map<string, Photo>();
const CHANGES: Readonly<Record<string, (photo: Photo) => Photo>> = {
  noise: withNoise,
  blur: blurred,
  contrast: flattened,
};

beforeAll(async () => {
  const originals = { texture: texturePhoto(), face: await facePhoto() };
  for (const [name, photo] of Object.entries(originals)) {
    photos.set(name, photo);
    for (const [change, apply] of Object.entries(CHANGES)) {
      photos.set(`${name} ${change}`, apply(photo));
    }
  }
});

const cases = reference.cases.map((one) => {
  const [x = 0, y = 0, width = 0, height = 0] = one.box;
  const box: Box = [x, y, width, height];
  return { ...one, box, title: `${one.photo}, ${one.change}, ${box.join(' ')}` };
});

describe.each(cases)('$title', ({ photo, change, box, sha256, values }) => {
  let a: Photo;
  let b: Photo;
  beforeAll(() => {
    a = photos.get(photo)!;
    b = photos.get(`${photo} ${change}`)!;
  });

  test('the reference saw the same pixels', () => {
    expect(pairHash(a, b, box)).toBe(sha256);
  });

  test('PSNR', () => {
    expect(psnr(a, b, box)).toBeCloseTo(values.psnr, 9);
  });

  test('SSIM', () => {
    expect(ssim(a, b, box)).toBeCloseTo(values.ssim, 9);
  });

  test('MS-SSIM, or none', () => {
    if (values.msSsim === undefined) expect(() => msSsim(a, b, box)).toThrow(BoxTooSmallError);
    else expect(msSsim(a, b, box)).toBeCloseTo(values.msSsim, 9);
  });

  test('FSIM', () => {
    // The authors' code keeps a 1e-4 in a denominator where piq has the precision of the numbers.
    expect(fsim(a, b, box)).toBeCloseTo(values.fsim, 5);
  });

  test('GMSD', () => {
    expect(gmsd(a, b, box)).toBeCloseTo(values.gmsd, 9);
  });

  test('PSPNR and share over J', () => {
    const jnd = drawJnd(box);
    expect(pspnr(a, b, box, jnd, box)).toBeCloseTo(values.pspnr, 5);
    const over = shareOverJnd(a, b, box, thresholdLevels(jnd), box);
    expect(over).toBeCloseTo(values.overJnd, 12);
  });
});
