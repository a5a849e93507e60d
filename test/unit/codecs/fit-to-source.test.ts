import { MagickFormat } from '@imagemagick/magick-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Photo } from '../../../src/engine/photo';
import { decodeFile, encodeLike, fitToSource } from '../../../src/offscreen/codecs';
import type { DecodedFile } from '../../../src/offscreen/codecs/file-format';
import { codecs } from '../../support/codec-wasm';
import { cropPhoto, readSamplePhoto } from '../../support/engine-photos';
import { makeFile } from '../../support/make-file';

let photo: Photo;

beforeAll(async () => {
  photo = cropPhoto(await readSamplePhoto('sample1.jpg'), [352, 384, 640, 480]);
});

const made = (format: MagickFormat, quality: number): Promise<Uint8Array> =>
  makeFile(photo, format, (image) => {
    image.hasAlpha = false;
    image.quality = quality;
  });

interface Fitted {
  readonly source: DecodedFile['source'];
  /** Bytes of the file that is written, over those of the source. */
  readonly growth: number;
}

async function fitted(file: Uint8Array): Promise<Fitted> {
  const decoded = await decodeFile(file, codecs);
  const fit = await fitToSource(decoded, file.length, codecs);
  const { length } = await encodeLike(fit.photo, fit, codecs);
  process.stdout.write(`${JSON.stringify(fit.source)}: ${(length / file.length).toFixed(2)}\n`);
  return { source: fit.source, growth: length / file.length };
}

describe('about as many bytes as its file has, where that was fine enough', () => {
  test.each([
    ['WebP 95', MagickFormat.WebP, 95, 95],
    ['WebP 90', MagickFormat.WebP, 90, 90],
    ['WebP 85', MagickFormat.WebP, 85, 85],
    ['AVIF 95', MagickFormat.Avif, 95, 90],
    ['AVIF 70', MagickFormat.Avif, 70, 70],
  ])('%s', async (_, format, quality, chosen) => {
    const { source, growth } = await fitted(await made(format, quality));
    expect(source).toMatchObject({ quality: chosen });
    expect(growth).toBeLessThanOrEqual(1.12);
  });
});

test.each([
  ['WebP', MagickFormat.WebP, 85],
  ['AVIF', MagickFormat.Avif, 60],
])('a coarse %s grows no more than the least quality asks for', async (_, format, least) => {
  const { source } = await fitted(await made(format, 30));
  expect(source).toMatchObject({ quality: least });
});

test.each([MagickFormat.Png, MagickFormat.Jpeg])('%s is left as it is', async (format) => {
  const file = await made(format, 80);
  const decoded = await decodeFile(file, codecs);
  expect(await fitToSource(decoded, 1, codecs)).toBe(decoded);
});
