import { MagickFormat, ColorProfile } from '@imagemagick/magick-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Photo } from '../../src/engine/photo';
import { decodeFile, encodeFile, encodeLike, stripMetadata } from '../../src/offscreen/codecs';
import { writeExif } from '../../src/offscreen/codecs/exif-write';
import type { SourceFormat } from '../../src/offscreen/codecs/file-format';
import { jpegIccPayload } from '../../src/offscreen/codecs/jpeg-icc';
import type { PngChunk } from '../../src/offscreen/codecs/png-chunks';
import { pngIccPayload } from '../../src/offscreen/codecs/png-colour';
import { codecs } from '../support/codec-wasm';
import { colourDifference } from '../support/colour-difference';
import { cropPhoto, readSamplePhoto } from '../support/engine-photos';
import { makeFile } from '../support/make-file';
import * as icc from '../support/make-icc';
import { giveLab } from '../support/page-browser';
import type { LabPage } from '../support/page-browser';
import { codePointsChunk, gammaChunk, primariesChunk } from '../support/png-numbers';
import * as splice from '../support/splice';
import type * as looks from './looks-entry';

/** The browser itself is the judge: what it shows of the chosen file and of the delivered one. */
let page: LabPage<typeof looks>;
let photo: Photo;

giveLab<typeof looks>('looks-entry', (one) => {
  page = one;
});
beforeAll(async () => {
  photo = cropPhoto(await readSamplePhoto('sample1.jpg'), [400, 400, 320, 288]);
});

const PROFILES = {
  'Display P3': icc.rgbProfile(icc.P3_COLORANTS),
  'Adobe RGB': icc.rgbProfile(icc.ADOBE_COLORANTS, icc.gammaCurve(2.19921875)),
  ProPhoto: icc.rgbProfile(icc.PROPHOTO_COLORANTS, icc.gammaCurve(1.8)),
};

type Make = (profile: Uint8Array) => Promise<Uint8Array>;

const ours = (source: SourceFormat): Promise<Uint8Array> => encodeFile(photo, source, codecs);

const jpeg = { format: 'jpeg', quality: 90, progressive: false } as const;

const FILES: Readonly<Record<string, Make>> = {
  jpeg: async (profile) =>
    splice.spliceJpeg(
      await ours({ ...jpeg, subsampling: '4:2:0' }),
      splice.jpegSegment(0xe2, jpegIccPayload(profile)),
    ),
  png: async (profile) =>
    splice.splicePng(
      await ours({ format: 'png', hasAlpha: false }),
      splice.pngChunk('iCCP', pngIccPayload(profile)),
    ),
  webp: async (profile) =>
    splice.extendWebp(
      await ours({ format: 'webp', lossless: true, hasAlpha: false }),
      photo,
      0x20,
      [splice.webpChunk('ICCP', profile)],
      [],
    ),
  avif: (profile) => inProfile(MagickFormat.Avif, profile),
};

function inProfile(format: MagickFormat, profile: Uint8Array): Promise<Uint8Array> {
  return makeFile(photo, format, (image) => {
    image.hasAlpha = false;
    image.quality = 90;
    image.setProfile(new ColorProfile(profile));
  });
}

type Name = keyof typeof PROFILES;

const NAMES = Object.keys(PROFILES) as Name[];
/** ProPhoto's steps are too coarse for 8 bits that another coder rounds anew. */
const COARSE: Name = 'ProPhoto';

const CASES = Object.keys(FILES).flatMap((format) =>
  NAMES.filter((name) => format !== 'avif' || name !== COARSE).map(
    (name) => [format, name] as const,
  ),
);

const NUMBERS: readonly [string, PngChunk[]][] = [
  ['gamma 1.8', [gammaChunk(55556)]],
  ['gamma 2.6', [gammaChunk(38462)]],
  ['linear light', [gammaChunk(100000)]],
  ['gamma 2.2', [gammaChunk(45455), primariesChunk('sRGB')]],
  ['Adobe RGB', [gammaChunk(45455), primariesChunk('Adobe RGB')]],
  ['Display P3', [codePointsChunk(12, 13, 0, 1)]],
  ['BT.2020', [codePointsChunk(9, 13, 0, 1)]],
];

describe('as the browser shows it', () => {
  it.each(CASES)('a changed %s in %s looks like the chosen one', async (format, name) => {
    const chosen = await FILES[format]!(PROFILES[name]);
    await expectAlike(`${format} in ${name}`, chosen, await changed(chosen));
    // The browser does ask the profile, or nothing would be shown by this.
    const without = await FILES[format]!(icc.rgbProfile());
    expect((await difference(chosen, without)).mean).toBeGreaterThan(1);
  });

  it.each(CASES.filter(([format]) => format !== 'avif'))(
    'a %s in %s that passes without a face looks like the chosen one',
    async (format, name) => {
      const chosen = await FILES[format]!(PROFILES[name]);
      const passed = stripMetadata(chosen, format as 'jpeg' | 'png' | 'webp');
      expect(await difference(chosen, passed)).toEqual({ mean: 0, most: 0 });
    },
  );

  it.each(NAMES.filter((name) => name !== COARSE))(
    'a TIFF in %s, which it does not show, leaves as a JPEG like the picture in a PNG',
    async (name) => {
      const tiff = await inProfile(MagickFormat.Tiff, PROFILES[name]);
      await expectAlike(
        `tiff in ${name}`,
        await FILES['png']!(PROFILES[name]),
        await changed(tiff),
      );
    },
  );

  it.each(NUMBERS)(
    'a PNG that says %s in numbers looks like the chosen one',
    async (name, chunks) => {
      const plain = await ours({ format: 'png', hasAlpha: false });
      const chosen = splice.splicePng(plain, ...chunks);
      await expectAlike(`png, ${name}`, chosen, await changed(chosen));
      // It has a profile beside the numbers now, whose own numbers are rounded otherwise.
      const passed = await difference(chosen, stripMetadata(chosen, 'png'));
      expect(passed.mean).toBeLessThan(0.05);
      expect((await difference(chosen, plain)).mean).toBeGreaterThan(1);
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('orientation %d stands as it stood', async (turn) => {
    const exif = splice.jpegSegment(0xe1, 'Exif\0\0', writeExif([[0x0112, turn]], []));
    const chosen = splice.spliceJpeg(await ours({ ...jpeg, subsampling: '4:4:4' }), exif);
    await expectAlike(`orientation ${turn}`, chosen, await changed(chosen));
    expect(await difference(chosen, stripMetadata(chosen, 'jpeg'))).toEqual({ mean: 0, most: 0 });
  });
});

/** What the extension writes when a face in the middle was changed. */
async function changed(chosen: Uint8Array): Promise<Uint8Array> {
  const decoded = await decodeFile(chosen, codecs);
  const { width, height } = decoded.photo;
  const data = decoded.photo.data.slice();
  for (let y = 96; y < 192; y += 1) {
    for (let x = 96; x < 192; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        data[4 * (y * width + x) + channel]! += ((7 * x + 3 * y) % 9) - 4;
      }
    }
  }
  return encodeLike({ width, height, data }, decoded, codecs);
}

async function expectAlike(what: string, chosen: Uint8Array, other: Uint8Array): Promise<void> {
  const [pixels, areas] = [await difference(chosen, other), await difference(chosen, other, 16)];
  process.stdout.write(
    `${what}: pixels ${pixels.mean.toFixed(2)}, 99 of 100 areas ${areas.most.toFixed(2)}\n`,
  );
  expect(pixels.mean).toBeLessThan(1);
  expect(areas.most).toBeLessThan(1);
}

async function difference(
  one: Uint8Array,
  other: Uint8Array,
  side = 1,
): Promise<ReturnType<typeof colourDifference>> {
  return colourDifference(await shown(one), await shown(other), { side, primaries: 'display-p3' });
}

/** Chromium looks at the bytes, not at the type, for all but AVIF. */
async function shown(file: Uint8Array): Promise<Photo> {
  const { width, height, pixels } = await page.lab.evaluate(
    (lab, bytes) => lab.show(bytes, 'image/avif'),
    Buffer.from(file).toString('base64'),
  );
  return { width, height, data: new Uint8ClampedArray(Buffer.from(pixels, 'base64')) };
}
