import { ColorSpace, CompressionMethod, MagickFormat, Orientation } from '@imagemagick/magick-wasm';
import { describe, expect, test } from 'vitest';
import { decodeFile, encodeLike } from '../../../src/offscreen/codecs';
import { carveImages } from '../../support/carve-images';
import { codecs } from '../../support/codec-wasm';
import { makeFile } from '../../support/make-file';
import { orientPixels } from '../../../src/offscreen/codecs/orient-pixels';
import { asciiAt, concatBytes } from '../../../src/offscreen/codecs/byte-access';
import { box, withProperty } from '../../support/heif-property';
import * as icc from '../../support/make-icc';
import { largestDifference, makePhoto, psnr } from './make-photo';
import { exifTiff, pngChunk, splicePng } from '../../support/splice';

const photo = makePhoto(64, 48);
const clear = makePhoto(64, 48, (x) => 4 * x);
const opaque = (image: { hasAlpha: boolean }): void => {
  image.hasAlpha = false;
};

describe('read as they are', () => {
  test.each([
    ['BMP', MagickFormat.Bmp, 'bmp', 'jpeg'],
    ['BMP version 3', MagickFormat.Bmp3, 'bmp', 'jpeg'],
    ['TIFF', MagickFormat.Tiff, 'tiff', 'jpeg'],
    ['16-bit PNG', MagickFormat.Png48, 'png', 'png'],
  ] as const)('%s, pixel by pixel', async (_, format, container, out) => {
    const decoded = await decodeFile(await makeFile(photo, format, opaque), codecs);
    expect(decoded).toMatchObject({ container, source: { format: out } });
    expect(largestDifference(decoded.photo, photo)).toBe(0);
  });

  test.each([
    ['LZW', CompressionMethod.LZW],
    ['Deflate', CompressionMethod.Zip],
  ])('TIFF with %s', async (_, compression) => {
    const file = await makeFile(photo, MagickFormat.Tiff, (image) => {
      opaque(image);
      image.settings.compression = compression;
    });
    expect(largestDifference((await decodeFile(file, codecs)).photo, photo)).toBe(0);
  });

  test.each([
    ['AVIF', MagickFormat.Avif, 'avif', 'avif'],
    ['JPEG XL', MagickFormat.Jxl, 'jxl', 'jpeg'],
    ['JPEG 2000', MagickFormat.Jp2, 'jp2', 'jpeg'],
  ] as const)('%s, as near as it is', async (_, format, container, out) => {
    const file = await makeFile(photo, format, (image) => {
      opaque(image);
      image.quality = 95;
    });
    const decoded = await decodeFile(file, codecs);
    expect(decoded).toMatchObject({ container, source: { format: out }, passes: false });
    expect(psnr(decoded.photo, photo)).toBeGreaterThan(30);
  });

  test('inks become colours', async () => {
    const file = await makeFile(photo, MagickFormat.Jpeg, (image) => {
      opaque(image);
      image.quality = 95;
      image.colorSpace = ColorSpace.CMYK;
    });
    const decoded = await decodeFile(file, codecs);
    expect(decoded.source).toMatchObject({ format: 'jpeg', subsampling: '4:4:4' });
    expect(decoded.passes).toBe(false);
    expect(psnr(decoded.photo, photo)).toBeGreaterThan(30);
  });

  test('HEIF is read by what is in it, not by its brand', async () => {
    const file = Buffer.from(await makeFile(photo, MagickFormat.Avif, opaque));
    const brands = file.subarray(0, file.readUInt32BE(0));
    brands.set(Buffer.from(brands.toString('latin1').replaceAll('avif', 'mif1'), 'latin1'));
    const decoded = await decodeFile(file, codecs);
    expect(decoded).toMatchObject({ container: 'heic', source: { format: 'jpeg' } });
    expect(psnr(decoded.photo, photo)).toBeGreaterThan(30);
  });
});

describe('what is written for them', () => {
  test('PNG where something shows through', async () => {
    for (const format of [MagickFormat.Tiff, MagickFormat.Bmp, MagickFormat.Png64]) {
      const decoded = await decodeFile(await makeFile(clear, format), codecs);
      expect(decoded.source).toEqual({ format: 'png', hasAlpha: true });
      const back = await decodeFile(await encodeLike(decoded.photo, decoded, codecs), codecs);
      expect(largestDifference(back.photo, clear)).toBe(0);
    }
  });

  test('AVIF keeps alpha', async () => {
    const decoded = await decodeFile(await makeFile(clear, MagickFormat.Avif), codecs);
    expect(decoded.source).toEqual({ format: 'avif', hasAlpha: true });
    const back = await decodeFile(await encodeLike(decoded.photo, decoded, codecs), codecs);
    const alpha = (data: Uint8ClampedArray): Uint8ClampedArray =>
      data.filter((_, i) => i % 4 === 3);
    const farthest = alpha(back.photo.data).reduce(
      (most, value, at) => Math.max(most, Math.abs(value - alpha(clear.data)[at]!)),
      0,
    );
    expect(farthest).toBeLessThanOrEqual(2);
  });
});

describe('several pictures in one file', () => {
  const frames = [
    photo,
    makePhoto(64, 48, () => 255),
    { ...photo, data: photo.data.map((v) => 255 - v) },
  ];
  test.each([
    ['GIF', MagickFormat.Gif, 'png'],
    ['WebP', MagickFormat.WebP, 'webp'],
    ['TIFF', MagickFormat.Tiff, 'jpeg'],
  ] as const)('%s: the person is asked, and may have the first one', async (_, format, out) => {
    const file = await makeFile(frames, format, opaque);
    await expect(decodeFile(file, codecs)).rejects.toMatchObject({ code: 'animated' });
    const still = await decodeFile(file, codecs, { asStill: true });
    expect(still.source.format).toBe(out);
    expect(still.passes).toBe(false);
    expect(psnr(still.photo, photo)).toBeGreaterThan(20);
    const written = await encodeLike(still.photo, still, codecs);
    expect(carveImages(written)).toEqual([{ kind: out, path: '0' }]);
    await expect(decodeFile(written, codecs)).resolves.toBeDefined();
  });

  test('an animated PNG: the same', async () => {
    const png = await makeFile(photo, MagickFormat.Png24, opaque);
    const file = splicePng(png, pngChunk('acTL', '\0\0\0\x02\0\0\0\0'));
    await expect(decodeFile(file, codecs)).rejects.toMatchObject({ code: 'animated' });
    const still = await decodeFile(file, codecs, { asStill: true });
    expect(largestDifference(still.photo, photo)).toBe(0);
    expect(still.passes).toBe(false);
    expect(Buffer.from(await encodeLike(still.photo, still, codecs)).includes('acTL')).toBe(false);
  });

  test('an image sequence says so in its brand', async () => {
    const file = Buffer.from(await makeFile(photo, MagickFormat.Avif, opaque));
    file.write('avis', 8, 'latin1');
    await expect(decodeFile(file, codecs)).rejects.toMatchObject({ code: 'animated' });
  });
});

describe('orientation and colour', () => {
  const ORIENTATIONS = [
    Orientation.TopLeft,
    Orientation.TopRight,
    Orientation.BottomRight,
    Orientation.BottomLeft,
    Orientation.LeftTop,
    Orientation.RightTop,
    Orientation.RightBottom,
    Orientation.LeftBottom,
  ];
  test.each(ORIENTATIONS)('TIFF with orientation %i stands upright', async (orientation) => {
    const file = await makeFile(photo, MagickFormat.Tiff, (image) => {
      opaque(image);
      image.orientation = orientation;
    });
    const { photo: upright } = await decodeFile(file, codecs);
    expect(upright).toEqual(orientPixels(photo, orientation as 1));
  });

  test.each([
    ['a quarter turn', irot(1), 8],
    ['three quarter turns', irot(3), 6],
    ['a mirror', imir(1), 2],
  ] as const)('HEIF turned by %s stands upright', async (_, property, orientation) => {
    const file = await makeFile(photo, MagickFormat.Avif, opaque);
    const stored = (await decodeFile(file, codecs)).photo;
    const turned = (await decodeFile(withProperty(file, property), codecs)).photo;
    expect(turned).toEqual(orientPixels(stored, orientation));
  });

  test.each([MagickFormat.Tiff, MagickFormat.Avif, MagickFormat.Jxl])(
    '%s keeps the colours of its profile',
    async (format) => {
      const profile = icc.rgbProfile(icc.P3_COLORANTS);
      const file = await makeFile(photo, format, (image) => {
        opaque(image);
        // Of a lossy JPEG XL the writer used here says sRGB.
        if (format === MagickFormat.Jxl) image.quality = 100;
        image.setProfile('icc', profile);
      });
      const decoded = await decodeFile(file, codecs);
      expect(decoded.native).toBeDefined();
      const written = await encodeLike(decoded.photo, decoded, codecs);
      const back = await decodeFile(written, codecs);
      expect(back.native).toBeDefined();
      expect(psnr(back.native!.photo, decoded.native!.photo)).toBeGreaterThan(30);
    },
  );
});

describe('damaged and hostile', () => {
  test.each([
    ['BMP', MagickFormat.Bmp3],
    ['TIFF', MagickFormat.Tiff],
    ['AVIF', MagickFormat.Avif],
    ['GIF', MagickFormat.Gif],
    ['JPEG XL', MagickFormat.Jxl],
    ['16-bit PNG', MagickFormat.Png48],
  ] as const)('a %s that is cut', async (_, format) => {
    const file = await makeFile(photo, format, opaque);
    for (const share of [0.1, 0.5, 0.9]) {
      const cut = file.subarray(0, Math.floor(file.length * share));
      await expect(decodeFile(cut, codecs)).rejects.toMatchObject({
        code: expect.stringMatching(/^(corrupt-file|unsupported-format)$/) as string,
      });
    }
  });

  test('half a gigapixel in a few bytes is refused before memory is taken', async () => {
    const bmp = Buffer.from(await makeFile(photo, MagickFormat.Bmp3, opaque));
    bmp.writeInt32LE(30_000, 18);
    bmp.writeInt32LE(20_000, 22);
    const avif = Buffer.from(await makeFile(photo, MagickFormat.Avif, opaque));
    const size = avif.indexOf('ispe') + 8;
    avif.writeUInt32BE(30_000, size);
    avif.writeUInt32BE(20_000, size + 4);
    const before = process.memoryUsage().rss;
    await expect(decodeFile(bmp, codecs)).rejects.toMatchObject({ code: 'corrupt-file' });
    await expect(decodeFile(avif, codecs)).rejects.toMatchObject({ code: 'too-large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(400e6);
  });

  test('a raw photo is not taken for its preview', async () => {
    const file = Buffer.from(await makeFile(photo, MagickFormat.Tiff, opaque));
    expect(asciiAt(file, 0, 4)).toBe('II*\0');
    const at = file.readUInt32LE(4);
    const count = file.readUInt16LE(at);
    // NewSubfileType = 1: reduced resolution; before the entries that are there.
    const directory = Buffer.alloc(2 + 12);
    directory.writeUInt16LE(count + 1, 0);
    directory.writeUInt16LE(0xfe, 2);
    directory.writeUInt16LE(4, 4);
    directory.writeUInt32LE(1, 6);
    directory.writeUInt32LE(1, 10);
    const raw = Buffer.concat([file, directory, file.subarray(at + 2, at + 2 + 12 * count + 4)]);
    raw.writeUInt32LE(file.length, 4);
    await expect(decodeFile(raw, codecs)).rejects.toMatchObject({ code: 'unsupported-format' });
    raw.writeUInt32LE(0, file.length + 10);
    await expect(decodeFile(raw, codecs)).resolves.toMatchObject({ container: 'tiff' });
  });
});

test('no second picture and no metadata gets through', async () => {
  const preview = await makeFile(makePhoto(40, 30), MagickFormat.Jpeg, opaque);
  const exif = exifTiff(1, preview, preview);
  const xmp = Buffer.from(`<x:xmpmeta>${Buffer.from(preview).toString('base64')}</x:xmpmeta>`);
  for (const format of [MagickFormat.Tiff, MagickFormat.Avif, MagickFormat.Jxl, MagickFormat.Jp2]) {
    const file = await makeFile(photo, format, (image) => {
      opaque(image);
      image.setProfile('exif', exif);
      image.setProfile('xmp', xmp);
      image.setProfile('8bim', preview);
    });
    // Its decoder takes bytes behind the picture for damage.
    const whole = format === MagickFormat.Jxl ? file : concatBytes([file, preview]);
    if (whole !== file) expect(carveImages(whole).some(({ kind }) => kind === 'jpeg')).toBe(true);
    const decoded = await decodeFile(whole, codecs);
    const written = await encodeLike(decoded.photo, decoded, codecs);
    const kind = decoded.source.format === 'avif' ? 'heif' : decoded.source.format;
    expect(carveImages(written)).toEqual([{ kind, path: '0' }]);
    expect(Buffer.from(written).includes('xmpmeta')).toBe(false);
  }
});

/** Anti-clockwise quarter turns (ISO/IEC 23008-12, 6.5.10). */
function irot(turns: number): Buffer {
  return box('irot', Uint8Array.of(turns));
}

/** Axis 1: left and right change places (6.5.12). */
function imir(axis: number): Buffer {
  return box('imir', Uint8Array.of(axis));
}
