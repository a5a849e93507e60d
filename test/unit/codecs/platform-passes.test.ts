import { expect, test } from 'vitest';
import { platformPasses } from '../../../src/offscreen/codecs';
import { PLATFORM_IDS } from '../../../src/shared/platforms';
import { codecs } from '../../support/codec-wasm';
import { makePhoto } from './make-photo';

const idsAt = (width: number, height: number) =>
  platformPasses(PLATFORM_IDS, { width, height }, codecs).map(({ ids }) => ids);

test('a photo that no platform makes smaller meets each quality once', () => {
  expect(idsAt(640, 480)).toEqual([
    ['jpeg-80-1080'],
    ['webp-85-2048'],
    ['jpeg-92-1280'],
    ['jpeg-1mb-2000'],
    ['jpeg-90-2560', 'jpeg-90-8mp'],
  ]);
});

test.each([
  [2560, 1440, true],
  [2561, 1440, false],
  // Wide: below the area of one, beyond the side of the other.
  [6000, 500, false],
])('at %d x %d the two of one quality are the same: %s', (width, height, same) => {
  expect(idsAt(width, height)).toHaveLength(same ? 5 : 6);
});

test('every pass gives a picture of the photo, and leaves the photo as it was', async () => {
  const photo = makePhoto(97, 61);
  const before = photo.data.slice();
  for (const { pass } of platformPasses(PLATFORM_IDS, photo, codecs)) {
    const passed = await pass(photo);
    expect([passed.width, passed.height]).toEqual([97, 61]);
    expect(passed.data).not.toEqual(before);
  }
  expect(photo.data).toEqual(before);
});
