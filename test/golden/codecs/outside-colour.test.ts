import { MagickFormat } from '@imagemagick/magick-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Box, Photo } from '../../../src/engine/photo';
import { decodeFile, encodeFile, encodeLike } from '../../../src/offscreen/codecs';
import { asciiAt, asciiBytes } from '../../../src/offscreen/codecs/byte-access';
import type { SourceFormat } from '../../../src/offscreen/codecs/file-format';
import { jpegIccPayload } from '../../../src/offscreen/codecs/jpeg-icc';
import { codecs } from '../../support/codec-wasm';
import { colourDifference, type ColourDifference } from '../../support/colour-difference';
import { cropPhoto, readSamplePhoto } from '../../support/engine-photos';
import { makeFile } from '../../support/make-file';
import * as icc from '../../support/make-icc';
import { jpegSegment, spliceJpeg } from '../../support/splice';

/**
 * A file is read, a patch of it is changed, it is written as the extension writes it and read again:
 * what does not belong to the patch has the colour that it had.
 */
const PATCH: Box = [96, 96, 128, 96];
/** How far a block that is written anew may reach beyond it: a chroma block of 4:2:0 and its smoothing. */
const REACH = 18;

/** Saturated clothes and skin; grey walls and shadows. */
const CROPS: readonly [string, Box][] = [
  ['sample1.jpg', [400, 400, 320, 288]],
  ['sample6.jpg', [100, 100, 320, 288]],
];

let photos: readonly Photo[];

beforeAll(async () => {
  photos = await Promise.all(
    CROPS.map(async ([name, box]) => cropPhoto(await readSamplePhoto(name), box)),
  );
});

type Make = (photo: Photo) => Promise<Uint8Array>;

const ours =
  (source: SourceFormat): Make =>
  (photo) =>
    encodeFile(photo, source, codecs);
const jpeg = (quality: number, subsampling: '4:4:4' | '4:2:2' | '4:2:0' | 'grey'): Make =>
  ours({ format: 'jpeg', quality, subsampling, progressive: quality > 90 });
const written =
  (format: MagickFormat, quality = 100): Make =>
  (photo) =>
    makeFile(photo, format, (image) => {
      image.hasAlpha = false;
      image.quality = quality;
    });
const inProfile =
  (profile: Uint8Array): Make =>
  async (photo) =>
    spliceJpeg(await jpeg(90, '4:4:4')(photo), jpegSegment(0xe2, jpegIccPayload(profile)));

/** As iPhones name it: by the brand of all HEIF. What is inside is AV1, which can be written here. */
const heif: Make = async (photo) => {
  const file = (await written(MagickFormat.Avif, 90)(photo)).slice();
  for (let at = 8; at < 32; at += 4) {
    if (asciiAt(file, at, 4) === 'avif') file.set(asciiBytes('mif1'), at);
  }
  return file;
};

/** Nothing is lost at all. */
const EXACT = 0;
/** Written with its own tables and no smoothing: what was rounded once stays as it is. */
const NEXT_TO_NOTHING = 1;

/**
 * What 99 of 100 pixels stay below. The mean is far below 1 everywhere; a single pixel of a lossy file
 * is not, since it is rounded anew: chroma that is smoothed and halved again (4:2:0), tables other than
 * the source's, another codec.
 */
const FILES: readonly [string, Make, out: string, most: number][] = [
  ['PNG', ours({ format: 'png', hasAlpha: false }), 'png', EXACT],
  ['16-bit PNG', written(MagickFormat.Png48), 'png', EXACT],
  ['lossless WebP', ours({ format: 'webp', lossless: true, hasAlpha: false }), 'webp', EXACT],
  ['GIF', written(MagickFormat.Gif), 'png', EXACT],
  ['JPEG 90, 4:4:4', jpeg(90, '4:4:4'), 'jpeg', NEXT_TO_NOTHING],
  ['JPEG 90, grey', jpeg(90, 'grey'), 'jpeg', NEXT_TO_NOTHING],
  ['JPEG 90, Display P3', inProfile(icc.rgbProfile(icc.P3_COLORANTS)), 'jpeg', NEXT_TO_NOTHING],
  [
    'JPEG 90, Adobe RGB',
    inProfile(icc.rgbProfile(icc.ADOBE_COLORANTS, icc.gammaCurve(2.19921875))),
    'jpeg',
    NEXT_TO_NOTHING,
  ],
  ['JPEG 95, 4:2:2', jpeg(95, '4:2:2'), 'jpeg', 2],
  ['JPEG 85, 4:2:0', jpeg(85, '4:2:0'), 'jpeg', 2],
  ['JPEG 75, 4:4:4', jpeg(75, '4:4:4'), 'jpeg', 2.5],
  ['JPEG 60, 4:2:0', jpeg(60, '4:2:0'), 'jpeg', 3],
  ['TIFF', written(MagickFormat.Tiff), 'jpeg', 2.5],
  ['BMP', written(MagickFormat.Bmp), 'jpeg', 2.5],
  ['AVIF 90', ours({ format: 'avif', hasAlpha: false }), 'avif', 2],
  ['AVIF 60', written(MagickFormat.Avif, 60), 'avif', 4],
  ['WebP 95', ours({ format: 'webp', lossless: false, hasAlpha: false }), 'webp', 3],
  ['WebP 75', written(MagickFormat.WebP, 75), 'webp', 3.5],
  ['HEIF', heif, 'jpeg', 4.5],
  ['JPEG XL', written(MagickFormat.Jxl, 90), 'jpeg', 4.5],
  ['JPEG 2000', written(MagickFormat.Jp2, 60), 'jpeg', 4.5],
];

describe('outside of the patch', () => {
  test.each(FILES)('%s keeps its colours', async (name, make, out, most) => {
    for (const [index, photo] of photos.entries()) {
      const decoded = await decodeFile(await make(photo), codecs);
      expect(decoded.source.format).toBe(out);
      const changed = withPatch(decoded.photo);
      const bytes = await encodeLike(changed, decoded, codecs);
      const { photo: delivered } = await decodeFile(bytes, codecs);
      const differenceOf = (side: number): ColourDifference =>
        colourDifference(decoded.photo, delivered, {
          side,
          counts: (left, top) => !isNear(left, top, side),
        });
      const [pixels, areas] = [differenceOf(1), differenceOf(16)];
      process.stdout.write(
        `${name}, ${CROPS[index]![0]}: pixels ${said(pixels)}, areas of 16 ${said(areas)}\n`,
      );
      expect(pixels.mean).toBeLessThanOrEqual(1);
      expect(pixels.most).toBeLessThanOrEqual(most);
      expect(areas.most).toBeLessThanOrEqual(1);
      // The patch did arrive.
      expect(colourDifference(decoded.photo, delivered, { counts: isInside }).mean).toBeGreaterThan(
        0.25,
      );
    }
  });
});

function said({ mean, most }: ColourDifference): string {
  return `${mean.toFixed(2)} (99 of 100: ${most.toFixed(2)})`;
}

/** Up to four levels up and down, as much as the engine does. */
function withPatch(photo: Photo): Photo {
  const changed = { ...photo, data: photo.data.slice() };
  for (let at = 0; at < changed.data.length; at += 1) {
    const pixel = at >> 2;
    const [x, y] = [pixel % photo.width, Math.floor(pixel / photo.width)];
    if (at % 4 !== 3 && isInside(x, y)) changed.data[at]! += ((7 * x + 3 * y) % 9) - 4;
  }
  return changed;
}

function isInside(x: number, y: number): boolean {
  const [left, top, width, height] = PATCH;
  return x >= left && x < left + width && y >= top && y < top + height;
}

function isNear(x: number, y: number, side: number): boolean {
  const [left, top, width, height] = PATCH;
  return (
    x + side > left - REACH &&
    x < left + width + REACH &&
    y + side > top - REACH &&
    y < top + height + REACH
  );
}
