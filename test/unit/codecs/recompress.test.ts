import { expect, test } from 'vitest';
import type { Photo } from '../../../src/engine/photo';
import { recompress, shrink } from '../../../src/offscreen/codecs/recompress';
import { psnr } from '../../../src/engine/metrics/psnr';
import { codecs } from '../../support/codec-wasm';

/** Red rises from left to right, green from top to bottom. */
function ramp(width: number, height: number): Photo {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    data[i * 4] = Math.round((255 * ((i % width) + 0.5)) / width);
    data[i * 4 + 1] = Math.round((255 * (Math.floor(i / width) + 0.5)) / height);
  }
  return { width, height, data };
}

test('a photo is made smaller by its longest side, what it shows stays in its place', () => {
  const photo = shrink(ramp(60, 120), 40);
  expect([photo.width, photo.height]).toEqual([20, 40]);
  const expected = ramp(20, 40);
  photo.data.forEach((value, i) =>
    expect(Math.abs(value - expected.data[i]!)).toBeLessThanOrEqual(1),
  );
});

test.each([120, 500])('at %d pixels a photo of 120 stays as it is', (longest) => {
  const photo = ramp(60, 120);
  expect(shrink(photo, longest)).toBe(photo);
});

test('it is encoded: less quality, less of the photo', async () => {
  const photo = ramp(60, 120);
  const left = async (quality: number): Promise<number> => {
    const passed = await recompress(photo, { quality }, codecs);
    return psnr(photo, passed, [0, 0, 60, 120]) ?? Infinity;
  };
  const [low, high] = [await left(20), await left(90)];
  expect(low).toBeGreaterThan(20);
  expect(high).toBeGreaterThan(low + 3);
});
