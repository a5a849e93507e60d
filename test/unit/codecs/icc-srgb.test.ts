import { describe, expect, test } from 'vitest';
import { readIccProfile, readIccTags } from '../../../src/offscreen/codecs/icc-profile';
import { rebuildIccProfile } from '../../../src/offscreen/codecs/icc-rebuild';
import { isSrgbProfile, srgbToLinear } from '../../../src/offscreen/codecs/icc-srgb';
import { jpegIccProfile } from '../../../src/offscreen/codecs/jpeg-icc';
import { readJpegHeader } from '../../../src/offscreen/codecs/jpeg-header';
import { carveImages } from '../../support/carve-images';
import * as icc from './make-icc';
import { samplePhoto } from './splice';

const isSrgb = (profile: Uint8Array, isGreyPhoto = false): boolean =>
  isSrgbProfile(readIccProfile(profile), isGreyPhoto);

const SAMPLES = Array.from({ length: 26 }, (_, index) => srgbToLinear(index / 25));

describe('profiles that mean sRGB', () => {
  test.each([
    ['parametric curve', icc.rgbProfile()],
    ['26 samples', icc.rgbProfile(icc.SRGB_COLORANTS, icc.sampledCurve(SAMPLES))],
    ['gamma 2.2', icc.rgbProfile(icc.SRGB_COLORANTS, icc.gammaCurve(2.2))],
    ['gamma 2.2, parametric', icc.rgbProfile(icc.SRGB_COLORANTS, icc.parametricCurve(0, [2.2]))],
    ['vendor rounding', icc.rgbProfile(icc.SRGB_COLORANTS.map((value) => value + 0.004))],
    ['an odd name', icc.rgbProfile(icc.SRGB_COLORANTS, icc.SRGB_CURVE, {}, 'c2')],
  ])('%s', (_, profile) => {
    expect(isSrgb(profile)).toBe(true);
  });

  test('the HP profile of a real photo', () => {
    expect(isSrgb(jpegIccProfile(readJpegHeader(samplePhoto(1)))!)).toBe(true);
  });
});

describe('profiles that mean something else', () => {
  test.each([
    ['Display P3', icc.rgbProfile(icc.P3_COLORANTS)],
    ['Adobe RGB', icc.rgbProfile(icc.ADOBE_COLORANTS, icc.gammaCurve(2.19921875))],
    ['gamma 1.8', icc.rgbProfile(icc.SRGB_COLORANTS, icc.gammaCurve(1.8))],
    ['linear light', icc.rgbProfile(icc.SRGB_COLORANTS, icc.sampledCurve([]))],
    ['one colorant off', icc.rgbProfile(icc.SRGB_COLORANTS.with(8, 0.7341))],
    [
      'P3 that calls itself sRGB',
      icc.rgbProfile(icc.P3_COLORANTS, icc.SRGB_CURVE, {}, 'sRGB IEC61966-2.1'),
    ],
  ])('%s', (_, profile) => {
    expect(isSrgb(profile)).toBe(false);
  });

  test.each([
    [
      'a lookup table, which beats the matrix',
      icc.rgbProfile(undefined, undefined, { A2B0: new Uint8Array(32) }),
    ],
    ['CMYK', icc.makeProfile('CMYK', {})],
    ['no colorants', icc.makeProfile('RGB ', { rTRC: icc.SRGB_CURVE })],
    ['an unknown curve type', icc.rgbProfile(undefined, new Uint8Array(20))],
    [
      'a curve longer than its tag',
      icc.rgbProfile(undefined, icc.sampledCurve(SAMPLES).subarray(0, 40)),
    ],
    ['half a profile', icc.rgbProfile().subarray(0, 200)],
    ['no profile at all', new Uint8Array(10)],
  ])('%s is refused', (_, profile) => {
    expect(() => readIccProfile(profile)).toThrow(
      expect.objectContaining({ code: 'unsupported-colour' }),
    );
  });
});

test('a grey profile is right for a grey photo only, and only with a curve like that of sRGB', () => {
  expect(isSrgb(icc.greyProfile(icc.gammaCurve(2.2)), true)).toBe(true);
  expect(isSrgb(icc.greyProfile(icc.gammaCurve(2.2)), false)).toBe(false);
  expect(isSrgb(icc.greyProfile(icc.gammaCurve(1.75)), true)).toBe(false);
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
    const rebuilt = rebuildIccProfile(profile);
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
  expect(rebuildIccProfile(source).length).toBeLessThan(2600);
});
