import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Photo } from '../../../src/engine/photo';
import { createCodecs, decodeFile, encodeFile } from '../../../src/offscreen/codecs';
import type { SourceFormat } from '../../../src/offscreen/codecs/file-format';
import { readJpegHeader } from '../../../src/offscreen/codecs/jpeg-header';
import { readPngChunks, writePng } from '../../../src/offscreen/codecs/png-chunks';
import { codecs, readCodecWasm } from '../../support/codec-wasm';
import { cropped, largestDifference, makePhoto, psnr } from './make-photo';
import { pngChunk, samplePhoto } from '../../support/splice';

const photo = makePhoto(97, 61);
const transparent = makePhoto(97, 61, (x, y) => (x * 7 + y * 3) % 256);

const SOURCES: readonly SourceFormat[] = [
  { format: 'jpeg', quality: 85, subsampling: '4:2:0', progressive: false },
  { format: 'jpeg', quality: 92, subsampling: '4:2:0', progressive: true },
  { format: 'jpeg', quality: 95, subsampling: '4:2:2', progressive: false },
  { format: 'jpeg', quality: 100, subsampling: '4:4:4', progressive: true },
  { format: 'jpeg', quality: 90, subsampling: 'grey', progressive: false },
  { format: 'jpeg', quality: 90, subsampling: 'grey', progressive: true },
  { format: 'png', hasAlpha: false },
  { format: 'png', hasAlpha: true },
  { format: 'webp', lossless: true, hasAlpha: false },
  { format: 'webp', lossless: true, hasAlpha: true },
  { format: 'webp', lossless: false, hasAlpha: false },
  { format: 'webp', lossless: false, hasAlpha: true },
];

const hasAlpha = (source: SourceFormat): boolean => source.format !== 'jpeg' && source.hasAlpha;

test.each(SOURCES)(
  '%j is the same kind of file again, with the same bytes each time',
  async (source) => {
    const input = hasAlpha(source) ? transparent : photo;
    const bytes = await encodeFile(input, source, codecs);
    const decoded = await decodeFile(bytes, codecs);
    expect(decoded.source).toEqual(source);
    expect([decoded.photo.width, decoded.photo.height]).toEqual([97, 61]);
    expect(await encodeFile(input, source, createCodecs(readCodecWasm))).toEqual(bytes);
  },
);

test.each(SOURCES.filter(({ format }) => format === 'png'))(
  '%j keeps every pixel',
  async (source) => {
    const input = hasAlpha(source) ? transparent : photo;
    expect((await decodeFile(await encodeFile(input, source, codecs), codecs)).photo).toEqual(
      input,
    );
  },
);

test.each([false, true])(
  'a photo that is handed over in pieces keeps every pixel, alpha %s',
  async (withAlpha) => {
    // 16 MiB of samples are 2000 rows; the last piece is a short one.
    const data = new Uint8ClampedArray(4 * 2097 * 2100);
    for (let at = 0; at < data.length; at += 4) {
      const y = Math.floor(at / 4 / 2097);
      data.set([y % 256, y >> 8, (at >> 2) % 7, withAlpha ? 200 + (y % 3) : 255], at);
    }
    const input = { width: 2097, height: 2100, data };
    const bytes = await encodeFile(input, { format: 'png', hasAlpha: withAlpha }, codecs);
    const { photo: decoded } = await decodeFile(bytes, codecs);
    expect([decoded.width, decoded.height]).toEqual([2097, 2100]);
    expect(decoded.data.findIndex((value, at) => value !== data[at])).toBe(-1);
  },
);

test('lossless WebP keeps every pixel, also where nothing shows', async () => {
  const hidden = makePhoto(97, 61, (x) => (x < 50 ? 0 : 255));
  for (const input of [photo, transparent, hidden]) {
    const source = { format: 'webp', lossless: true, hasAlpha: input !== photo } as const;
    expect((await decodeFile(await encodeFile(input, source, codecs), codecs)).photo).toEqual(
      input,
    );
  }
});

test('lossy WebP stays close, with an exact alpha plane', async () => {
  const source = { format: 'webp', lossless: false, hasAlpha: true } as const;
  const opaqueEnough = makePhoto(97, 61, (x, y) => 128 + ((x + y) % 128));
  const { photo: decoded } = await decodeFile(
    await encodeFile(opaqueEnough, source, codecs),
    codecs,
  );
  const alphaOf = ({ data }: Photo): Uint8ClampedArray => data.filter((_, at) => at % 4 === 3);
  expect(alphaOf(decoded)).toEqual(alphaOf(opaqueEnough));
  expect(psnr(decoded, opaqueEnough)).toBeGreaterThan(30);
});

test('an opaque PNG has no alpha channel, a palette comes back as colours', async () => {
  const opaque = await encodeFile(photo, { format: 'png', hasAlpha: false }, codecs);
  expect(readPngChunks(opaque)[0]!.data[9]).toBe(2);
  const clear = await encodeFile(photo, { format: 'png', hasAlpha: true }, codecs);
  expect(readPngChunks(clear)[0]!.data[9]).toBe(6);
});

describe('PNG of every kind decodes to RGBA', () => {
  const header = (depth: number, type: number, interlace = 0): string =>
    `\0\0\0\x02\0\0\0\x02${String.fromCharCode(depth, type, 0, 0, interlace)}`;
  const RED = [255, 0, 0, 255];
  const BLUE = [0, 0, 255, 255];
  const level = (value: number, alpha = 255): number[] => [value, value, value, alpha];
  const file = (
    head: string,
    rows: number[],
    ...chunks: ReturnType<typeof pngChunk>[]
  ): Uint8Array =>
    writePng([
      pngChunk('IHDR', head),
      ...chunks,
      pngChunk('IDAT', deflateSync(Uint8Array.from(rows))),
      pngChunk('IEND'),
    ]);
  const palette = pngChunk('PLTE', '\xff\0\0\0\0\xff');
  test.each([
    [
      'grey',
      file(header(8, 0), [0, 10, 20, 0, 30, 40]),
      [level(10), level(20), level(30), level(40)],
      false,
    ],
    [
      '1-bit grey',
      file(header(1, 0), [0, 0x80, 0, 0x40]),
      [level(255), level(0), level(0), level(255)],
      false,
    ],
    [
      'grey and alpha',
      file(header(8, 4), [0, 10, 1, 20, 2, 0, 30, 3, 40, 4]),
      [level(10, 1), level(20, 2), level(30, 3), level(40, 4)],
      true,
    ],
    ['palette', file(header(8, 3), [0, 0, 1, 0, 1, 0], palette), [RED, BLUE, BLUE, RED], false],
    [
      '2-bit palette with tRNS',
      file(header(2, 3), [0, 0x10, 0, 0x40], palette, pngChunk('tRNS', '\x80')),
      [[255, 0, 0, 128], BLUE, BLUE, [255, 0, 0, 128]],
      true,
    ],
    [
      'a transparent grey level',
      file(header(8, 0), [0, 10, 20, 0, 30, 10], pngChunk('tRNS', '\0\x0a')),
      [level(10, 0), level(20), level(30), level(10, 0)],
      true,
    ],
    [
      'RGB with filters',
      file(header(8, 2), [1, 255, 0, 0, 1, 0, 255, 2, 1, 0, 0, 0, 0, 1]),
      [RED, [0, 0, 255, 255], [0, 0, 0, 255], [0, 0, 0, 255]],
      false,
    ],
    [
      'interlaced grey',
      file(header(8, 0, 1), [0, 10, 0, 20, 0, 30, 40]),
      [level(10), level(20), level(30), level(40)],
      false,
    ],
  ])('%s', async (name, bytes, pixels, expectedAlpha) => {
    const decoded = await decodeFile(bytes, codecs);
    expect(decoded.source).toEqual({ format: 'png', hasAlpha: expectedAlpha });
    if (name === 'RGB with filters') {
      // Row 2 (up): 255+1, 0+0, 0+0 wraps to 0; then 0, 0, 255+1.
      expect([...decoded.photo.data]).toEqual([
        255, 0, 0, 255, 0, 0, 255, 255, 0, 0, 0, 255, 0, 0, 0, 255,
      ]);
    } else expect([...decoded.photo.data]).toEqual(pixels.flat());
  });
});

describe('JPEG', () => {
  test('a change inside whole blocks stays there: no trellis, no optimised quantisation', async () => {
    const { photo: whole, source } = await decodeFile(samplePhoto(1), codecs);
    const before = cropped(whole, 480, 360);
    const changed = { ...before, data: before.data.slice() };
    const [left, top, size] = [160, 112, 160];
    for (let y = top; y < top + size; y += 1) {
      for (let x = left; x < left + size; x += 1) {
        const at = 4 * (y * before.width + x);
        changed.data[at] = 255 - changed.data[at]!;
      }
    }
    const plain = (await decodeFile(await encodeFile(before, source, codecs), codecs)).photo;
    const after = (await decodeFile(await encodeFile(changed, source, codecs), codecs)).photo;
    expect(largestDifference(plain, after)).toBeGreaterThan(50);
    let farthest = 0;
    plain.data.forEach((value, at) => {
      if (value === after.data[at]) return;
      const x = Math.floor(at / 4) % before.width;
      const y = Math.floor(at / 4 / before.width);
      farthest = Math.max(farthest, left - x, x - (left + size - 1), top - y, y - (top + size - 1));
    });
    // Smooth chroma upsampling reaches over the border of the blocks.
    expect(farthest).toBeLessThanOrEqual(2);
  });

  test('a grey source stays grey: the luma of what the engine gives', async () => {
    const source = {
      format: 'jpeg',
      quality: 100,
      subsampling: 'grey',
      progressive: false,
    } as const;
    const { data } = (await decodeFile(await encodeFile(photo, source, codecs), codecs)).photo;
    for (let at = 0; at < data.length; at += 4) {
      const [red, green, blue] = photo.data.subarray(at, at + 3);
      const luma = 0.299 * red! + 0.587 * green! + 0.114 * blue!;
      expect(Math.abs(data[at]! - luma)).toBeLessThan(2.5);
      expect([data[at + 1], data[at + 2], data[at + 3]]).toEqual([data[at], data[at], 255]);
    }
  });

  test('holds JFIF, tables, frame and scans, nothing else', async () => {
    for (const source of SOURCES.filter(({ format }) => format === 'jpeg')) {
      const bytes = await encodeFile(photo, source, codecs);
      const { segments, end } = readJpegHeader(bytes);
      const markers = new Set(segments.map(({ marker }) => marker));
      expect([...markers].filter((m) => ![0xe0, 0xdb, 0xc0, 0xc2, 0xc4, 0xda].includes(m))).toEqual(
        [],
      );
      expect(segments[0]!.bytes).toHaveLength(18);
      expect(end).toBe(bytes.length);
    }
  });

  test('is read bit by bit as often as wanted', async () => {
    const { photo: once, source } = await decodeFile(samplePhoto(2), codecs);
    const again = await decodeFile(samplePhoto(2), codecs);
    expect(again.source).toEqual(source);
    expect(again.photo.data.every((value, at) => value === once.data[at])).toBe(true);
  });

  test.each(['4:4:4', '4:2:2', '4:2:0', 'grey'] as const)(
    'has room for what does not compress (%s)',
    async (subsampling) => {
      for (const [width, height] of [
        [8, 8],
        [17, 16],
        [97, 61],
        [400, 300],
      ] as const) {
        const noise = makePhoto(width, height);
        let state = 1;
        noise.data.forEach((_, at) => {
          state = (state * 48271) % 2147483647;
          noise.data[at] = at % 4 === 3 || state & 256 ? 255 : 0;
        });
        for (const progressive of [false, true]) {
          const source = { format: 'jpeg', quality: 100, subsampling, progressive } as const;
          const { photo: decoded } = await decodeFile(
            await encodeFile(noise, source, codecs),
            codecs,
          );
          if (subsampling === '4:4:4') expect(largestDifference(decoded, noise)).toBeLessThan(6);
        }
      }
    },
  );

  test('takes a photo of a few pixels', async () => {
    const source = {
      format: 'jpeg',
      quality: 90,
      subsampling: '4:2:0',
      progressive: false,
    } as const;
    for (const [width, height] of [
      [1, 1],
      [3, 3],
      [17, 1],
    ] as const) {
      const bytes = await encodeFile(makePhoto(width, height), source, codecs);
      expect((await decodeFile(bytes, codecs)).photo).toMatchObject({ width, height });
    }
  });
});
