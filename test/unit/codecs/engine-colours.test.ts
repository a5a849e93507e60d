import { describe, expect, test } from 'vitest';
import type { Photo } from '../../../src/engine/photo';
import { isNearSrgb } from '../../../src/offscreen/codecs/colour-meaning';
import { inEngineColours } from '../../../src/offscreen/codecs/engine-colours';
import { readIccTags } from '../../../src/offscreen/codecs/icc-profile';
import { rebuildIccProfile } from '../../../src/offscreen/codecs/icc-rebuild';
import { jpegIccProfile } from '../../../src/offscreen/codecs/jpeg-icc';
import { readJpegHeader } from '../../../src/offscreen/codecs/jpeg-header';
import { intoNativeColours } from '../../../src/offscreen/codecs/native-colours';
import { carveImages } from '../../support/carve-images';
import { codecs } from '../../support/codec-wasm';
import * as icc from '../../support/make-icc';
import { largestDifference, makePhoto } from './make-photo';
import { samplePhoto } from '../../support/splice';

const isSrgb = (profile: Uint8Array, isGrey = false): Promise<boolean> =>
  isNearSrgb(profile, isGrey, codecs);

const toLinear = (stored: number): number =>
  stored <= 0.04045 ? stored / 12.92 : ((stored + 0.055) / 1.055) ** 2.4;
const SAMPLES = Array.from({ length: 26 }, (_, index) => toLinear(index / 25));
const P3 = icc.rgbProfile(icc.P3_COLORANTS);
const ADOBE = icc.rgbProfile(icc.ADOBE_COLORANTS, icc.gammaCurve(2.19921875));

describe('profiles that mean about sRGB', () => {
  test.each([
    ['parametric curve', icc.rgbProfile()],
    ['26 samples', icc.rgbProfile(icc.SRGB_COLORANTS, icc.sampledCurve(SAMPLES))],
    ['gamma 2.2', icc.rgbProfile(icc.SRGB_COLORANTS, icc.gammaCurve(2.2))],
    ['an odd name', icc.rgbProfile(icc.SRGB_COLORANTS, icc.SRGB_CURVE, {}, 'c2')],
  ])('%s', async (_, profile) => {
    expect(await isSrgb(profile)).toBe(true);
  });

  test('the HP profile of a real photo', async () => {
    expect(await isSrgb(jpegIccProfile(readJpegHeader(samplePhoto(1)))!)).toBe(true);
  });
});

describe('profiles that mean something else', () => {
  test.each([
    ['Display P3', P3],
    ['Adobe RGB', ADOBE],
    ['gamma 1.8', icc.rgbProfile(icc.SRGB_COLORANTS, icc.gammaCurve(1.8))],
    ['linear light', icc.rgbProfile(icc.SRGB_COLORANTS, icc.sampledCurve([]))],
    [
      'P3 that calls itself sRGB',
      icc.rgbProfile(icc.P3_COLORANTS, icc.SRGB_CURVE, {}, 'sRGB IEC61966-2.1'),
    ],
  ])('%s', async (_, profile) => {
    expect(await isSrgb(profile)).toBe(false);
  });

  test.each([
    ['half a profile', icc.rgbProfile().subarray(0, 200)],
    ['no profile at all', new Uint8Array(10)],
  ])('%s is refused', async (_, profile) => {
    await expect(inEngineColours(makePhoto(8, 8), profile, false, codecs)).rejects.toMatchObject({
      code: 'unsupported-colour',
    });
  });

  test.each([
    ['a lookup table', icc.rgbProfile(undefined, undefined, { A2B0: new Uint8Array(32) })],
    ['inks', icc.makeProfile('CMYK', {})],
    ['no colorants', icc.makeProfile('RGB ', { rTRC: icc.SRGB_CURVE })],
  ])('%s is not taken along', (_, profile) => {
    expect(rebuildIccProfile(profile)).toBeNull();
  });
});

describe('what the engine sees', () => {
  /** One pixel, opaque. */
  const pixel = (...values: number[]): Photo => ({
    width: 1,
    height: 1,
    data: Uint8ClampedArray.of(...values, 255),
  });

  test('of a P3 photo is sRGB: grey stays grey, P3 red inside sRGB is a stronger one', async () => {
    const seen = async (...values: number[]): Promise<number[]> => {
      const { photo } = await inEngineColours(pixel(...values), P3, false, codecs);
      return [...photo.data];
    };
    const grey = await seen(128, 128, 128);
    for (const level of grey.slice(0, 3)) expect(Math.abs(level - 128)).toBeLessThanOrEqual(1);
    // CSS Color 4: color(display-p3 0.6 0.4 0.3) is color(srgb 0.6269 0.3899 0.2736).
    const colour = await seen(153, 102, 76.5);
    const expected = [160, 99, 70];
    colour.slice(0, 3).forEach((level, channel) => {
      expect(Math.abs(level - expected[channel]!)).toBeLessThanOrEqual(2);
    });
  });

  test('of a grey profile on a grey photo follows its curve; on a colour photo it means nothing', async () => {
    const profile = icc.greyProfile(icc.gammaCurve(1));
    const grey = await inEngineColours(pixel(55, 55, 55), profile, true, codecs);
    // Linear 55 / 255 = 0.2157 is sRGB 0.5018.
    expect(Math.abs(grey.photo.data[0]! - 128)).toBeLessThanOrEqual(1);
    expect(grey).toMatchObject({ icc: null, isConverted: true });
    const colour = await inEngineColours(pixel(55, 60, 65), profile, false, codecs);
    expect([...colour.photo.data]).toEqual([55, 60, 65, 255]);
  });

  test('keeps alpha', async () => {
    const photo = makePhoto(9, 9, (x) => 20 * x);
    const { photo: seen } = await inEngineColours(photo, P3, false, codecs);
    const alpha = ({ data }: Photo): Uint8ClampedArray => data.filter((_, at) => at % 4 === 3);
    expect(alpha(seen)).toEqual(alpha(photo));
  });
});

describe.each([
  ['Display P3', P3],
  ['Adobe RGB', ADOBE],
])('what becomes of a change to a %s photo', (_, profile) => {
  /** Every eighth level of each channel: most of it outside sRGB at the corners. */
  const cube = (): Photo => {
    const levels = Array.from({ length: 9 }, (__, index) => Math.min(255, 32 * index));
    const data = levels.flatMap((r) =>
      levels.flatMap((g) => levels.flatMap((b) => [r, g, b, 255])),
    );
    return { width: 27, height: 27, data: Uint8ClampedArray.from(data) };
  };

  test('nothing changed: every value is as it was, also those that sRGB does not have', async () => {
    const own = cube();
    const { photo, native } = await inEngineColours(own, profile, false, codecs);
    const back = await intoNativeColours(photo, photo, native!, codecs);
    expect(largestDifference(back, own)).toBe(0);
  });

  test('a change arrives where it can, and only there', async () => {
    const own = makePhoto(32, 32);
    const { photo, native } = await inEngineColours(own, profile, false, codecs);
    const changed = { ...photo, data: photo.data.slice() };
    for (let at = 0; at < 4 * 32 * 16; at += 4) changed.data[at + 1]! += at % 8 === 0 ? 4 : -4;
    const back = await intoNativeColours(photo, changed, native!, codecs);
    const seen = (await inEngineColours(back, profile, false, codecs)).photo;
    let farthest = 0;
    let sum = 0;
    for (let at = 0; at < seen.data.length; at += 1) {
      if (at >= 4 * 32 * 16) expect(back.data[at]).toBe(own.data[at]);
      else {
        const distance = Math.abs(seen.data[at]! - changed.data[at]!);
        farthest = Math.max(farthest, distance);
        sum += distance;
      }
    }
    // A level there is up to one and a half here, and each conversion rounds.
    expect(farthest).toBeLessThanOrEqual(3);
    expect(sum / (4 * 32 * 16)).toBeLessThan(0.5);
  });
});

test('a rebuilt profile means the same and holds no private tag, no text, no date', () => {
  const source = jpegIccProfile(readJpegHeader(samplePhoto(1)))!;
  const secret = samplePhoto(2);
  const planted = icc.rgbProfile(
    icc.P3_COLORANTS,
    icc.SRGB_CURVE,
    { priv: secret, mmod: secret },
    'Anna',
  );
  expect(carveImages(planted)).toHaveLength(2);
  for (const profile of [source, planted]) {
    const rebuilt = rebuildIccProfile(profile)!;
    expect([...readIccTags(rebuilt).keys()].sort()).toEqual(
      ['bTRC', 'bXYZ', 'cprt', 'desc', 'gTRC', 'gXYZ', 'rTRC', 'rXYZ', 'wtpt'].filter((name) =>
        [...readIccTags(profile).keys(), 'cprt', 'desc'].includes(name),
      ),
    );
    for (const name of ['rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC']) {
      expect(readIccTags(rebuilt).get(name)).toEqual(readIccTags(profile).get(name));
    }
    expect(new DataView(rebuilt.buffer).getUint32(0)).toBe(rebuilt.length);
    expect(carveImages(rebuilt)).toEqual([]);
    expect(Buffer.from(rebuilt).includes('Hewlett') || Buffer.from(rebuilt).includes('Anna')).toBe(
      false,
    );
    expect(rebuilt.subarray(24, 36)).toEqual(new Uint8Array(12));
  }
  // Three tags, one block of samples.
  expect(rebuildIccProfile(source)!.length).toBeLessThan(2600);
});
