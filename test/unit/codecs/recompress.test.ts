import { expect, test } from 'vitest';
import type { Photo } from '../../../src/engine/photo';
import {
  recompress,
  reencode,
  shrink,
  smallerSize,
} from '../../../src/offscreen/codecs/recompress';
import { sniffFormat } from '../../../src/offscreen/codecs/sniff-format';
import { psnr } from '../../../src/engine/metrics/psnr';
import type { PlatformId } from '../../../src/shared/platforms';
import { PLATFORMS } from '../../../src/shared/platforms';
import { codecs } from '../../support/codec-wasm';
import { makePhoto } from './make-photo';

/** Red rises from left to right, green from top to bottom. */
function ramp(width: number, height: number): Photo {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    data[i * 4] = Math.round((255 * ((i % width) + 0.5)) / width);
    data[i * 4 + 1] = Math.round((255 * (Math.floor(i / width) + 0.5)) / height);
  }
  return { width, height, data };
}

test('a photo is made smaller, what it shows stays in its place', () => {
  const photo = shrink(ramp(60, 120), { width: 20, height: 40 });
  expect([photo.width, photo.height]).toEqual([20, 40]);
  const expected = ramp(20, 40);
  photo.data.forEach((value, i) =>
    expect(Math.abs(value - expected.data[i]!)).toBeLessThanOrEqual(1),
  );
});

test('a large one too, which is sampled in pieces', () => {
  const photo = shrink(ramp(1800, 1800), { width: 1600, height: 1600 });
  const expected = ramp(1600, 1600);
  const off = photo.data.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - expected.data[i]!)),
    0,
  );
  expect(off).toBeLessThanOrEqual(1);
});

test('at its own size it stays as it is', () => {
  const photo = ramp(60, 120);
  expect(shrink(photo, photo)).toBe(photo);
});

test.each<[PlatformId, number]>([
  ['jpeg-80-1080', 64],
  ['webp-85-2048', 64],
  ['jpeg-80-1080', 1600],
])('what shows through lies on white (%s, %d)', async (id, side) => {
  const data = new Uint8ClampedArray(side * side * 4);
  for (let i = 0; i < side * side; i++) {
    const alpha = [0, 128, 255][Math.floor((3 * (i % side)) / side)]!;
    data.set([40, 40, 40, alpha], 4 * i);
  }
  const clear: Photo = { width: side, height: side, data };
  const passed = await recompress(clear, PLATFORMS[id].does, codecs);
  const middle = Math.floor(passed.height / 2) * passed.width;
  const at = (part: number): number =>
    passed.data[4 * (middle + Math.floor((passed.width * part) / 6))]!;
  for (const [part, value] of [
    [1, 255],
    [3, 147],
    [5, 40],
  ] as const) {
    expect(Math.abs(at(part) - value)).toBeLessThan(6);
  }
  expect(clear.data[0]).toBe(40);
});

test.each<[PlatformId, number, number, number, number]>([
  ['jpeg-80-1080', 4000, 3000, 1080, 810],
  ['jpeg-80-1080', 3000, 4000, 810, 1080],
  ['jpeg-80-1080', 1080, 1080, 1080, 1080],
  ['jpeg-92-1280', 4000, 3000, 1280, 960],
  ['webp-85-2048', 4000, 3000, 2048, 1536],
  ['jpeg-1mb-2000', 4000, 3000, 2000, 1500],
  ['jpeg-90-2560', 4000, 3000, 2560, 1920],
  ['jpeg-90-2560', 2000, 1500, 2000, 1500],
  ['jpeg-90-8mp', 4000, 3000, 3326, 2494],
  ['jpeg-90-8mp', 3840, 2160, 3840, 2160],
  ['jpeg-90-8mp', 8000, 1000, 8000, 1000],
  ['jpeg-90-8mp', 30000, 1000, 15774, 526],
  ['jpeg-80-1080', 60000, 2, 1080, 1],
])('%s makes %d x %d to %d x %d', (id, width, height, ...size) => {
  const smaller = smallerSize({ width, height }, PLATFORMS[id].does);
  expect([smaller.width, smaller.height]).toEqual(size);
});

test('it is encoded: less quality, less of the photo', async () => {
  const photo = ramp(60, 120);
  const left = async (format: 'jpeg' | 'webp', quality: number): Promise<number> => {
    const passed = await recompress(photo, { format, quality }, codecs);
    return psnr(photo, passed, [0, 0, 60, 120]) ?? Infinity;
  };
  for (const format of ['jpeg', 'webp'] as const) {
    const [low, high] = [await left(format, 20), await left(format, 90)];
    expect(low).toBeGreaterThan(20);
    expect(high).toBeGreaterThan(low + 2);
  }
});

test('in the format of the platform, and within its bytes at the best quality that fits', async () => {
  const photo = makePhoto(300, 200);
  expect(sniffFormat(await reencode(photo, PLATFORMS['webp-85-2048'].does, codecs))).toBe('webp');
  const sizeAt = async (quality: number) =>
    (await reencode(photo, { format: 'jpeg', quality }, codecs)).length;
  const mostBytes = await sizeAt(77);
  const capped = await reencode(photo, { format: 'jpeg', quality: 100, mostBytes }, codecs);
  expect(sniffFormat(capped)).toBe('jpeg');
  expect(capped.length).toBe(mostBytes);
  expect(await sizeAt(78)).toBeGreaterThan(mostBytes);
});
