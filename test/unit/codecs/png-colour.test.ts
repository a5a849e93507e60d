import { MagickFormat } from '@imagemagick/magick-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeFile, encodeFile, encodeLike, stripMetadata } from '../../../src/offscreen/codecs';
import {
  BT2020,
  colorantsOf,
  DISPLAY_P3,
  SRGB,
  type Chromaticities,
} from '../../../src/offscreen/codecs/chromaticities';
import type { DecodedFile } from '../../../src/offscreen/codecs/file-format';
import type { PngChunk } from '../../../src/offscreen/codecs/png-chunks';
import { pngIccPayload } from '../../../src/offscreen/codecs/png-colour';
import { codecs } from '../../support/codec-wasm';
import { makeFile } from '../../support/make-file';
import * as icc from '../../support/make-icc';
import { codePointsChunk, gammaChunk, primariesChunk } from '../../support/png-numbers';
import { pngChunk, splicePng } from '../../support/splice';
import { largestDifference, makePhoto } from './make-photo';

const photo = makePhoto(64, 48);
let png: Uint8Array;

beforeAll(async () => {
  png = await encodeFile(photo, { format: 'png', hasAlpha: false }, codecs);
});

const decoded = (...chunks: PngChunk[]): Promise<DecodedFile> =>
  decodeFile(splicePng(png, ...chunks), codecs);

/** As color.org, Adobe and others have them in their profiles. */
const PUBLISHED: readonly [string, Chromaticities, readonly number[]][] = [
  ['sRGB', SRGB, icc.SRGB_COLORANTS],
  ['Display P3', DISPLAY_P3, icc.P3_COLORANTS],
  ['Adobe RGB', { ...SRGB, green: [0.21, 0.71] }, icc.ADOBE_COLORANTS],
  ['BT.2020', BT2020, [0.6735, 0.279, -0.0019, 0.1656, 0.6753, 0.03, 0.1251, 0.0456, 0.7969]],
];

test.each(PUBLISHED)('the colorants of %s are the published ones', (_, primaries, published) => {
  const found = colorantsOf(primaries)!.flat();
  found.forEach((value, index) => {
    expect(Math.abs(value - published[index]!)).toBeLessThan(0.0003);
  });
});

describe('numbers mean what a profile with the same numbers means', () => {
  const linear = icc.gammaCurve(1);
  test.each([
    ['gamma 1.8', [gammaChunk(55556)], icc.rgbProfile(undefined, icc.gammaCurve(1.8))],
    ['linear light', [gammaChunk(100000)], icc.rgbProfile(undefined, linear)],
    [
      'Adobe RGB',
      [gammaChunk(45455), primariesChunk('Adobe RGB')],
      icc.rgbProfile(icc.ADOBE_COLORANTS, icc.gammaCurve(2.2)),
    ],
    ['Display P3', [codePointsChunk(12, 13, 0, 1)], icc.rgbProfile(icc.P3_COLORANTS)],
    ['linear light by its code', [codePointsChunk(1, 8, 0, 1)], icc.rgbProfile(undefined, linear)],
  ])('%s', async (_, chunks, profile) => {
    const named = await decoded(...chunks);
    const embedded = await decoded(pngChunk('iCCP', pngIccPayload(profile)));
    expect(named.native!.photo).toEqual(photo);
    expect(largestDifference(named.photo, embedded.photo)).toBeLessThanOrEqual(1);
    expect(largestDifference(named.photo, photo)).toBeGreaterThan(4);
    // And says so in a way that every viewer knows.
    const again = await decodeFile(await encodeLike(named.photo, named, codecs), codecs);
    expect(again.native!.photo).toEqual(photo);
    expect(again.photo).toEqual(named.photo);
    const passed = await decodeFile(stripMetadata(splicePng(png, ...chunks), 'png'), codecs);
    expect(passed.photo).toEqual(named.photo);
  });

  test('gamma 2.2 with the primaries of sRGB: as good as sRGB to the engine, and kept', async () => {
    const { photo: seen, native, kept } = await decoded(gammaChunk(45455), primariesChunk('sRGB'));
    expect(seen).toEqual(photo);
    expect(native).toBeUndefined();
    expect(kept.icc).not.toBeNull();
  });

  test('grey follows the curve, and primaries mean nothing to it', async () => {
    const levels = { ...photo, data: photo.data.map((_, at) => (at % 4 === 3 ? 255 : 55)) };
    const grey = await makeFile(levels, MagickFormat.Png, (image) => {
      image.hasAlpha = false;
      image.settings.setDefine(MagickFormat.Png, 'color-type', '0');
      image.settings.setDefine(MagickFormat.Png, 'exclude-chunks', 'all');
    });
    const chunks = [gammaChunk(100000), primariesChunk('one line')];
    const { photo: seen, passes } = await decodeFile(splicePng(grey, ...chunks), codecs);
    // Linear 55 / 255 = 0.2157 is sRGB 0.5018.
    expect(Math.abs(seen.data[0]! - 128)).toBeLessThanOrEqual(1);
    expect(passes).toBe(false);
  });
});

describe('one word overrules the other', () => {
  const p3 = pngChunk('iCCP', pngIccPayload(icc.rgbProfile(icc.P3_COLORANTS)));
  const sRGB = pngChunk('sRGB', '\0');
  test.each([
    ['cICP over iCCP', [codePointsChunk(1, 13, 0, 1), p3], false],
    ['iCCP over sRGB and gAMA', [p3, sRGB, gammaChunk(100000)], true],
    ['sRGB over gAMA and cHRM', [sRGB, gammaChunk(100000), primariesChunk('Adobe RGB')], false],
    ['a gAMA of 0 is none', [gammaChunk(0)], false],
  ])('%s', async (_, chunks, isWide) => {
    const { photo: seen, native } = await decoded(...chunks);
    if (!isWide) expect(seen).toEqual(photo);
    else expect(seen).toEqual((await decoded(p3)).photo);
    expect(native !== undefined).toBe(isWide);
  });
});

describe('refused', () => {
  test.each([
    ['PQ', [codePointsChunk(9, 16, 0, 1)]],
    ['HLG', [codePointsChunk(9, 18, 0, 1)]],
    ['the curve of television', [codePointsChunk(1, 1, 0, 1)]],
    ['a narrow range', [codePointsChunk(1, 13, 0, 0)]],
    ['YCbCr', [codePointsChunk(1, 13, 1, 1)]],
    ['an unknown space', [codePointsChunk(2, 2, 0, 1)]],
    ['half a cICP', [pngChunk('cICP', '\x01')]],
    ['primaries without a gamma', [primariesChunk('Adobe RGB')]],
    ['primaries on one line', [gammaChunk(45455), primariesChunk('one line')]],
    ['gamma beyond linear light', [gammaChunk(150000)]],
    ['a gamma that no display has', [gammaChunk(100)]],
  ])('%s', async (_, chunks) => {
    await expect(decoded(...chunks)).rejects.toMatchObject({ code: 'unsupported-colour' });
  });

  test('half a gAMA is a broken file', async () => {
    const half = pngChunk('gAMA', '\0');
    await expect(decoded(half)).rejects.toMatchObject({ code: 'corrupt-file' });
  });

  test('linear light in 16 bits, which 8 cannot hold; steeper curves they can', async () => {
    const deep = await makeFile(photo, MagickFormat.Png48, (image) => {
      image.hasAlpha = false;
      image.settings.setDefine(MagickFormat.Png, 'exclude-chunks', 'all');
    });
    const linear = splicePng(deep, gammaChunk(100000));
    await expect(decodeFile(linear, codecs)).rejects.toMatchObject({ code: 'unsupported-colour' });
    const steep = await decodeFile(splicePng(deep, gammaChunk(55556)), codecs);
    expect(steep.native!.photo).toEqual(photo);
  });
});
