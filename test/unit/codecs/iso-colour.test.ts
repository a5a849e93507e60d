import { MagickFormat } from '@imagemagick/magick-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeFile, encodeLike } from '../../../src/offscreen/codecs';
import { concatBytes } from '../../../src/offscreen/codecs/byte-access';
import type { DecodedFile } from '../../../src/offscreen/codecs/file-format';
import { codecs } from '../../support/codec-wasm';
import { box, withProperty } from '../../support/heif-property';
import { makeFile } from '../../support/make-file';
import * as icc from '../../support/make-icc';
import { largestDifference, makePhoto, psnr } from './make-photo';

const photo = makePhoto(64, 48);
let plain: Uint8Array;
let stored: DecodedFile;

beforeAll(async () => {
  plain = await avif();
  stored = await decodeFile(plain, codecs);
});

const avif = (profile?: Uint8Array): Promise<Uint8Array> =>
  makeFile(photo, MagickFormat.Avif, (image) => {
    image.hasAlpha = false;
    if (profile) image.setProfile('icc', profile);
  });

/** A `colr` box with the code points of ITU-T H.273; the matrix of the file as it is. */
const nclx = (primaries: number, transfer: number): Buffer =>
  box(
    'colr',
    Uint8Array.of(...Buffer.from('nclx'), 0, primaries, 0, transfer, 0, MATRIX, FULL_RANGE),
  );
const MATRIX = 6;
const FULL_RANGE = 0x80;

const withColours = (primaries: number, transfer: number): Promise<DecodedFile> =>
  decodeFile(withProperty(plain, nclx(primaries, transfer)), codecs);

test.each([
  ['Display P3', 12, 13, icc.rgbProfile(icc.P3_COLORANTS)],
  ['Display P3 of gamma 2.2', 12, 4, icc.rgbProfile(icc.P3_COLORANTS, icc.gammaCurve(2.2))],
] as const)('numbers mean what a profile means: %s', async (_, primaries, transfer, profile) => {
  const named = await withColours(primaries, transfer);
  const embedded = await decodeFile(await avif(profile), codecs);
  expect(named.native!.photo).toEqual(stored.photo);
  expect(embedded.native!.photo).toEqual(stored.photo);
  expect(largestDifference(named.photo, embedded.photo)).toBeLessThanOrEqual(1);
  expect(largestDifference(named.photo, stored.photo)).toBeGreaterThan(4);
  // And says so in a way that every viewer knows.
  const again = await decodeFile(await encodeLike(named.photo, named, codecs), codecs);
  expect(again.kept.icc).toEqual(named.kept.icc);
  expect(psnr(again.native!.photo, named.native!.photo)).toBeGreaterThan(30);
});

test.each([
  ['sRGB', 1, 13],
  ['not said', 2, 2],
  ['television', 6, 6],
  ['BT.709', 1, 1],
])('taken as they are: %s', async (_, primaries, transfer) => {
  const { photo: seen, native, kept } = await withColours(primaries, transfer);
  expect(seen).toEqual(stored.photo);
  expect(native).toBeUndefined();
  expect(kept.icc).toBeNull();
});

describe('refused, not shown wrong', () => {
  test.each([
    ['PQ', 9, 16],
    ['HLG', 1, 18],
    ['the curve of television with wide colours', 9, 14],
    ['linear light, which 8 bits cannot hold', 12, 8],
    ['the primaries of old television', 4, 13],
  ])('%s', async (_, primaries, transfer) => {
    await expect(withColours(primaries, transfer)).rejects.toMatchObject({
      code: 'unsupported-colour',
    });
  });

  test('two pictures of different colours in one file', async () => {
    const both = concatBytes([nclx(12, 13), nclx(1, 13)]);
    const file = withProperty(plain, box('free', both));
    await expect(decodeFile(file, codecs)).rejects.toMatchObject({ code: 'unsupported-colour' });
  });
});
