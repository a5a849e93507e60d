import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { createCodecs, decodeFile, encodeFile } from '../../../src/offscreen/codecs';
import type { Codecs } from '../../../src/offscreen/codecs';
import { concatBytes } from '../../../src/offscreen/codecs/byte-access';
import { writeExif } from '../../../src/offscreen/codecs/exif-write';
import { orientPixels } from '../../../src/offscreen/codecs/orient-pixels';
import { jpegIccPayload } from '../../../src/offscreen/codecs/jpeg-icc';
import { readPngChunks, writePng } from '../../../src/offscreen/codecs/png-chunks';
import { readJpegHeader } from '../../../src/offscreen/codecs/jpeg-header';
import type { ErrorCode } from '../../../src/shared/errors';
import { codecs, readCodecWasm } from '../../support/codec-wasm';
import * as icc from '../../support/make-icc';
import { makePhoto } from './make-photo';
import * as splice from '../../support/splice';

const photo = makePhoto(64, 48);
let jpeg: Uint8Array;
let grey: Uint8Array;
let png: Uint8Array;
let webp: Uint8Array;

beforeAll(async () => {
  const source = { format: 'jpeg', quality: 90, subsampling: '4:2:0', progressive: false } as const;
  jpeg = await encodeFile(photo, source, codecs);
  grey = await encodeFile(photo, { ...source, subsampling: 'grey' }, codecs);
  png = await encodeFile(photo, { format: 'png', hasAlpha: false }, codecs);
  webp = await encodeFile(photo, { format: 'webp', lossless: false, hasAlpha: false }, codecs);
});

/** No decoder may run, or the code is 'engine-start': the refusal has to come from the header. */
const noCodecs: Codecs = createCodecs(() => Promise.reject(new Error('a decoder was started')));

async function refused(bytes: Uint8Array, code: ErrorCode): Promise<void> {
  await expect(decodeFile(bytes, noCodecs)).rejects.toMatchObject({ code });
}

/** The JPEG with its frame header changed: offset 0 is the marker, 4 the precision, 9 the count. */
function withFrame(bytes: Uint8Array, at: number, ...values: number[]): Uint8Array {
  const copy = bytes.slice();
  const frame = Buffer.from(copy).indexOf(Buffer.of(0xff, 0xc0, 0));
  copy.set(values, frame + at);
  return copy;
}

const withIcc = (bytes: Uint8Array, profile: Uint8Array): Uint8Array =>
  splice.spliceJpeg(bytes, splice.jpegSegment(0xe2, jpegIccPayload(profile)));

/** The PNG with bytes of IHDR changed: 0 width, 4 height, 8 depth. */
function withHeader(bytes: Uint8Array, at: number, ...values: number[]): Uint8Array {
  const [header, ...rest] = readPngChunks(bytes);
  const data = header!.data.slice();
  data.set(values, at);
  return writePng([{ type: 'IHDR', data }, ...rest]);
}

describe('refused from the header', () => {
  test('empty and foreign files', async () => {
    await refused(new Uint8Array(0), 'empty-file');
    await refused(splice.join(['words']), 'unsupported-format');
    await refused(splice.join(['\0\0\x01\0\x01\0']), 'unsupported-format');
    for (const head of ['%PDF-1.7', '<svg xmlns="a">', '\0\0\0\x14ftypqt  \0\0\0\0qt  ']) {
      await refused(splice.join([head]), 'not-a-photo');
    }
  });

  test.each([0xc3, 0xc5, 0xc9, 0xca, 0xcb])('a JPEG with frame marker %i', async (marker) => {
    await refused(withFrame(jpeg, 1, marker), 'unsupported-format');
  });

  test('a 12-bit JPEG, and one whose height comes later', async () => {
    await refused(withFrame(jpeg, 4, 12), 'unsupported-format');
    await refused(withFrame(jpeg, 5, 0, 0), 'unsupported-format');
  });

  test('a JPEG whose profile is not whole', async () => {
    const secondOfTwo = splice.jpegSegment(0xe2, 'ICC_PROFILE\0\x02\x02', icc.rgbProfile());
    await refused(splice.spliceJpeg(jpeg, secondOfTwo), 'unsupported-colour');
  });

  test('a truncated JPEG, wherever it is cut', async () => {
    for (const kept of [3, 15, 200, jpeg.length / 2, jpeg.length - 2, jpeg.length - 1]) {
      await refused(jpeg.subarray(0, kept), 'corrupt-file');
    }
  });

  test('a JPEG inside a JPEG, without a scan, with a thousand scans', async () => {
    await refused(splice.spliceJpeg(jpeg, Uint8Array.of(0xff, 0xd8, 0, 2)), 'corrupt-file');
    const scan = readJpegHeader(jpeg).segments.find(({ marker }) => marker === 0xda)!;
    const scanAt = scan.bytes.byteOffset - jpeg.byteOffset;
    await refused(
      concatBytes([jpeg.subarray(0, scanAt), Uint8Array.of(0xff, 0xd9)]),
      'corrupt-file',
    );
    const scans = new Array<Uint8Array>(1000).fill(scan.bytes);
    await refused(
      concatBytes([jpeg.subarray(0, scanAt), ...scans, Uint8Array.of(0xff, 0xd9)]),
      'corrupt-file',
    );
  });

  test('more than 65 megapixels, in each format', async () => {
    await refused(withFrame(jpeg, 5, 0x27, 0x11, 0x27, 0x11), 'too-large');
    await refused(withHeader(png, 0, 0, 0, 0x27, 0x11, 0, 0, 0x27, 0x11), 'too-large');
    const large = webp.slice();
    large.set([0x11, 0x27, 0x11, 0x27], 26);
    await refused(large, 'too-large');
  });

  test('an animated PNG', async () => {
    await refused(splice.splicePng(png, splice.pngChunk('acTL', '\0\0\0\x02\0\0\0\0')), 'animated');
  });

  test('a PNG that is cut, changed, or without pixels', async () => {
    for (const kept of [8, 20, 40, png.length / 2, png.length - 1]) {
      await refused(png.subarray(0, kept), 'corrupt-file');
    }
    for (const at of [20, png.length >> 1, png.length - 1]) {
      const changed = png.slice();
      changed[at]! ^= 1;
      await refused(changed, 'corrupt-file');
    }
    await refused(withHeader(png, 0, 0, 0, 0, 0), 'corrupt-file');
  });

  test('a PNG with a broken profile', async () => {
    const broken = splice.pngChunk('iCCP', 'x\0\0\x78\x9c\x07');
    await refused(splice.splicePng(png, broken), 'corrupt-file');
  });

  test('an animated WebP, a truncated one, one without a picture', async () => {
    await refused(splice.extendWebp(webp, photo, 0x02, [], []), 'animated');
    await refused(
      splice.extendWebp(webp, photo, 0, [splice.webpChunk('ANIM', '\0\0\0\0\0\0')], []),
      'animated',
    );
    await refused(
      splice.extendWebp(webp, { width: 16384, height: 8192 }, 0x02, [], []),
      'too-large',
    );
    for (const kept of [14, 24, webp.length / 2, webp.length - 1]) {
      await refused(webp.subarray(0, kept), 'corrupt-file');
    }
    await refused(
      splice.webpChunk('RIFF', 'WEBP', splice.webpChunk('VP8X', new Uint8Array(10))),
      'corrupt-file',
    );
  });
});

describe('refused by the decoder', () => {
  test('a JPEG cut in its data with EOI put back, or with data overwritten', async () => {
    const cut = concatBytes([jpeg.subarray(0, jpeg.length * 0.7), Uint8Array.of(0xff, 0xd9)]);
    await expect(decodeFile(cut, codecs)).rejects.toMatchObject({ code: 'corrupt-file' });
    const overwritten = jpeg.slice().fill(0x55, jpeg.length * 0.6, jpeg.length * 0.9);
    await expect(decodeFile(overwritten, codecs)).rejects.toMatchObject({ code: 'corrupt-file' });
  });

  test('a PNG and a WebP whose data is nonsense behind valid checksums', async () => {
    const nonsense = splice.pngChunk('IDAT', deflateSync(new Uint8Array(50)));
    const [header] = readPngChunks(png);
    const file = writePng([header!, nonsense, splice.pngChunk('IEND')]);
    await expect(decodeFile(file, codecs)).rejects.toMatchObject({ code: 'corrupt-file' });
    const overwritten = webp.slice().fill(0xff, 30, 60);
    await expect(decodeFile(overwritten, codecs)).rejects.toMatchObject({ code: 'corrupt-file' });
    // The codec is none the worse for it.
    expect((await decodeFile(png, codecs)).photo).toEqual(photo);
  });
});

test('a lack of memory is not taken for a broken file', async () => {
  const full: Codecs = {
    ...codecs,
    readPicture: () => Promise.reject(new RangeError('no memory')),
  };
  await expect(decodeFile(jpeg, full)).rejects.toMatchObject({ code: 'too-large' });
});

describe('accepted', () => {
  test('sRGB said in each way there is', async () => {
    const profile = deflateSync(icc.rgbProfile());
    const chunks = [
      splice.pngChunk('sRGB', '\0'),
      splice.pngChunk('gAMA', '\0\0\xb1\x8f'),
      splice.pngChunk('cICP', '\x01\x0d\x00\x01'),
      splice.pngChunk('iCCP', 'p\0\0', profile),
    ];
    for (const chunk of chunks) {
      expect((await decodeFile(splice.splicePng(png, chunk), codecs)).photo).toEqual(photo);
    }
    const plain = (await decodeFile(jpeg, codecs)).photo;
    expect((await decodeFile(withIcc(jpeg, icc.rgbProfile()), codecs)).photo).toEqual(plain);
    const greyPhoto = (await decodeFile(grey, codecs)).photo;
    const greyIcc = withIcc(grey, icc.greyProfile(icc.gammaCurve(2.2)));
    expect((await decodeFile(greyIcc, codecs)).photo).toEqual(greyPhoto);
  });

  test('odd but harmless JPEG: fill bytes, strange JFIF, bytes after EOI, stray bytes between segments', async () => {
    const plain = (await decodeFile(jpeg, codecs)).photo;
    const filled = concatBytes([jpeg.subarray(0, -2), Uint8Array.of(0xff, 0xff, 0xd9)]);
    const odd = concatBytes([
      splice.spliceJpeg(filled, splice.jpegSegment(0xe0, 'JFIF\0\x09\x09'), Uint8Array.of(1, 2, 3)),
      splice.join(['a trailer']),
    ]);
    expect((await decodeFile(odd, codecs)).photo).toEqual(plain);
  });

  test('the orientation of each container is resolved', async () => {
    const tiff = writeExif([[0x0112, 6]], []);
    const files = [
      [jpeg, splice.spliceJpeg(jpeg, splice.jpegSegment(0xe1, 'Exif\0\0', tiff))],
      [png, splice.splicePng(png, splice.pngChunk('eXIf', tiff))],
      [webp, splice.extendWebp(webp, photo, 0x08, [], [splice.webpChunk('EXIF', tiff)])],
    ] as const;
    for (const [plain, turned] of files) {
      const stored = (await decodeFile(plain, codecs)).photo;
      const upright = (await decodeFile(turned, codecs)).photo;
      expect([upright.width, upright.height]).toEqual([48, 64]);
      expect(upright).toEqual(orientPixels(stored, 6));
    }
  });

  test('an RGB JPEG (Adobe transform 0) is not taken for YCbCr', async () => {
    const greyValues = { ...photo, data: photo.data.map((_, at) => (at % 4 === 3 ? 255 : 90)) };
    const source = {
      format: 'jpeg',
      quality: 100,
      subsampling: '4:4:4',
      progressive: false,
    } as const;
    const ycbcr = await encodeFile(greyValues, source, codecs);
    // Without JFIF and with Adobe's word for it, Y = 90, Cb = Cr = 128 are red, green and blue.
    const adobe = splice.jpegSegment(0xee, 'Adobe\0\x64\0\0\0\0\0');
    const rgb = splice.spliceJpeg(concatBytes([ycbcr.subarray(0, 2), ycbcr.subarray(20)]), adobe);
    const decoded = (await decodeFile(rgb, codecs)).photo;
    expect([...decoded.data.subarray(0, 4)]).toEqual([90, 128, 128, 255]);
  });
});

test('wasm is read at first use, once, and again after a failed read', async () => {
  const asked: string[] = [];
  let isOffline = true;
  const lazy = createCodecs(async (file) => {
    asked.push(file);
    if (isOffline) throw new Error('offline');
    return await readCodecWasm(file);
  });
  expect(asked).toEqual([]);
  const read = (): Promise<unknown> => lazy.readPicture(jpeg, 'jpeg');
  await expect(read()).rejects.toMatchObject({ code: 'engine-start' });
  isOffline = false;
  await Promise.all([read(), read()]);
  await read();
  expect(asked).toEqual(['magick.wasm', 'magick.wasm']);
});
