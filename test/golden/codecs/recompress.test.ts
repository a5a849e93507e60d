import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readJpegHeader } from '../../../src/offscreen/codecs/jpeg-header';
import { fromZigzag } from '../../../src/offscreen/codecs/jpeg-quality';
import { reencode } from '../../../src/offscreen/codecs/recompress';
import { readWebpHeader } from '../../../src/offscreen/codecs/webp-header';
import type { Reencoding } from '../../../src/shared/platforms';
import { PLATFORM_IDS, PLATFORMS } from '../../../src/shared/platforms';
import { codecs } from '../../support/codec-wasm';
import { readSamplePhoto, SAMPLE_FOLDER } from '../../support/engine-photos';
import reference from './recompress.json' with { type: 'json' };

/**
 * What our codecs make of a photo in a site's way beside what Pillow does (libjpeg-turbo, libwebp):
 * recompress.json, which says how it was made.
 */
const cases = reference.cases.map((one) => ({
  ...one,
  does: one.does as Reencoding,
  tables: 'tables' in one ? one.tables : undefined,
}));

test('the reference saw the same photos, and did what the platforms do', () => {
  for (const [photo, sha256] of Object.entries(reference.photos)) {
    const bytes = readFileSync(`${SAMPLE_FOLDER}/${photo}`);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  }
  for (const id of PLATFORM_IDS) {
    const done = cases.filter(({ platform }) => platform === id).map(({ does }) => does);
    expect(done).toEqual([PLATFORMS[id].does, PLATFORMS[id].does]);
  }
});

test.each(cases)('$photo by $platform', async (one) => {
  const { photo, does, width, height, bytes, tables } = one;
  const made = await reencode(await readSamplePhoto(photo), does, codecs);
  expect(Math.abs(made.length / bytes - 1)).toBeLessThan(0.1);
  if (does.format === 'webp') {
    expect(readWebpHeader(made)).toMatchObject({ width, height, lossless: false });
    return;
  }
  const { quantTables, components, ...header } = readJpegHeader(made);
  expect(header).toMatchObject({ width, height, progressive: false });
  expect(components.map(({ h, v }) => [h, v])).toEqual([
    [2, 2],
    [1, 1],
    [1, 1],
  ]);
  const own = [0, 1].map((id) => fromZigzag(quantTables.get(id) ?? []));
  expect(own).toEqual(tables);
  expect(made.length).toBeLessThanOrEqual(does.mostBytes ?? Infinity);
});
