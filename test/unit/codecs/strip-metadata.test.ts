import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeFile, encodeFile, encodeLike, stripMetadata } from '../../../src/offscreen/codecs';
import type { RewritableFormat } from '../../../src/offscreen/codecs/strip-metadata';
import { concatBytes } from '../../../src/offscreen/codecs/byte-access';
import { jpegIccPayload } from '../../../src/offscreen/codecs/jpeg-icc';
import { readJpegHeader } from '../../../src/offscreen/codecs/jpeg-header';
import { readPngChunks } from '../../../src/offscreen/codecs/png-chunks';
import { readWebpHeader } from '../../../src/offscreen/codecs/webp-header';
import { carveImages } from '../../support/carve-images';
import { codecs } from '../../support/codec-wasm';
import * as icc from '../../support/make-icc';
import { largestDifference, makePhoto } from './make-photo';
import * as splice from '../../support/splice';

const photo = makePhoto(64, 48);
const plain: Record<RewritableFormat, Uint8Array> = {} as never;
let preview: Uint8Array;
let exif: Uint8Array;
let base64: string;
let planted: Record<string, readonly [format: RewritableFormat, bytes: Uint8Array]>;

beforeAll(async () => {
  const jpegSource = {
    format: 'jpeg',
    quality: 80,
    subsampling: '4:2:0',
    progressive: false,
  } as const;
  plain.jpeg = await encodeFile(photo, jpegSource, codecs);
  plain.png = await encodeFile(photo, { format: 'png', hasAlpha: true }, codecs);
  plain.webp = await encodeFile(
    photo,
    { format: 'webp', lossless: false, hasAlpha: false },
    codecs,
  );
  preview = await encodeFile(makePhoto(40, 30), jpegSource, codecs);
  exif = splice.exifTiff(6, splice.join(['Maker\0', preview]), preview);
  base64 = Buffer.from(preview).toString('base64');
  planted = { ...plantedJpegs(), ...plantedPngs(), ...plantedWebps() };
});

const KINDS = [
  ...[
    'Exif thumbnail and maker note',
    'MPF picture',
    'gain map',
    'JFIF thumbnail',
    'JFXX thumbnail',
  ],
  ...[
    'Photoshop thumbnail',
    'XMP thumbnail',
    'comment',
    'ICC private tag',
    'trailer',
    'everything at once',
  ],
  ...[
    'eXIf',
    'iTXt',
    'packed iTXt',
    'zTXt in hex',
    'private chunk',
    'iCCP private tag',
    'after IEND',
  ],
  ...['EXIF', 'XMP', 'unknown chunk', 'ICCP private tag (WebP)', 'after RIFF'],
] as const;

function plantedJpegs(): typeof planted {
  const { jpeg } = plain;
  const app = splice.jpegSegment;
  const xmp = 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><xmpGImg:image>';
  const wrapped = base64.replace(/.{76}/g, '$&&#xA;');
  const segments = {
    exif: app(0xe1, 'Exif\0\0', exif),
    mpf: app(0xe2, 'MPF\0II*\0\x08\0\0\0\0\0'),
    gainMap: app(
      0xe1,
      'http://ns.adobe.com/xap/1.0/\0<hdrgm:Version="1.0" Item:Semantic="GainMap"/>',
    ),
    jfif: app(0xe0, 'JFIF\0\x01\x01\0\0\x48\0\x48\x01\x01', preview.subarray(0, 3)),
    jfxx: app(0xe0, 'JFXX\0\x10', preview),
    photoshop: app(0xed, 'Photoshop 3.0\x008BIM\x04\x0c\0\0', preview),
    xmp: app(0xe1, `${xmp}${wrapped}</xmpGImg:image>`),
    comment: app(0xfe, plain.png.subarray(0, 60000)),
    icc: app(0xe2, jpegIccPayload(icc.rgbProfile(undefined, undefined, { priv: preview }))),
  };
  const after = concatBytes([jpeg, preview]);
  const all = splice.spliceJpeg(
    concatBytes([jpeg, preview, plain.png, plain.webp]),
    ...Object.values(segments),
  );
  return {
    'Exif thumbnail and maker note': ['jpeg', splice.spliceJpeg(jpeg, segments.exif)],
    'MPF picture': ['jpeg', splice.spliceJpeg(after, segments.mpf)],
    'gain map': ['jpeg', splice.spliceJpeg(after, segments.gainMap)],
    'JFIF thumbnail': ['jpeg', splice.spliceJpeg(after, segments.jfif)],
    'JFXX thumbnail': ['jpeg', splice.spliceJpeg(jpeg, segments.jfxx)],
    'Photoshop thumbnail': ['jpeg', splice.spliceJpeg(jpeg, segments.photoshop)],
    'XMP thumbnail': ['jpeg', splice.spliceJpeg(jpeg, segments.xmp)],
    comment: ['jpeg', splice.spliceJpeg(jpeg, segments.comment)],
    'ICC private tag': ['jpeg', splice.spliceJpeg(jpeg, segments.icc)],
    trailer: ['jpeg', concatBytes([jpeg, splice.join(['SEFH', plain.webp])])],
    'everything at once': ['jpeg', all],
  };
}

function plantedPngs(): typeof planted {
  const chunk = splice.pngChunk;
  const hex = `\nexif\n  ${exif.length}\n${Buffer.from(exif).toString('hex').replace(/.{72}/g, '$&\n')}`;
  const profile = deflateSync(icc.rgbProfile(undefined, undefined, { priv: preview }));
  const chunks = {
    eXIf: chunk('eXIf', exif),
    iTXt: chunk('iTXt', 'XML:com.adobe.xmp\0\0\0\0\0', `<xmpGImg:image>${base64}</xmpGImg:image>`),
    'packed iTXt': chunk('iTXt', 'XML:com.adobe.xmp\0\x01\0\0\0', deflateSync(base64)),
    'zTXt in hex': chunk('zTXt', 'Raw profile type exif\0\0', deflateSync(hex)),
    'private chunk': chunk('prVw', preview),
    'iCCP private tag': chunk('iCCP', 'p\0\0', profile),
  };
  return {
    ...Object.fromEntries(
      Object.entries(chunks).map(([name, made]) => [
        name,
        ['png', splice.splicePng(plain.png, made)] as const,
      ]),
    ),
    'after IEND': ['png', concatBytes([plain.png, preview])],
  };
}

function plantedWebps(): typeof planted {
  const chunk = splice.webpChunk;
  const profile = chunk('ICCP', icc.rgbProfile(undefined, undefined, { priv: preview }));
  const wrap = (
    flags: number,
    before: Uint8Array[],
    after: Uint8Array[],
  ): readonly ['webp', Uint8Array] => [
    'webp',
    splice.extendWebp(plain.webp, photo, flags, before, after),
  ];
  return {
    EXIF: wrap(0x08, [], [chunk('EXIF', exif)]),
    XMP: wrap(0x04, [], [chunk('XMP ', `<xmpGImg:image>${base64}</xmpGImg:image>`)]),
    'unknown chunk': wrap(0, [], [chunk('PRVW', preview)]),
    'ICCP private tag (WebP)': wrap(0x20, [profile], []),
    'after RIFF': ['webp', concatBytes([plain.webp, preview])],
  };
}

/** Compressed pixels, tables and palette: what may not change by a byte. */
function pictureOf(format: RewritableFormat, bytes: Uint8Array): Uint8Array[] {
  if (format === 'png')
    return readPngChunks(bytes)
      .filter(({ type }) => type === 'IDAT')
      .map(({ data }) => data);
  if (format === 'webp')
    return readWebpHeader(bytes)
      .chunks.filter(({ type }) => type.startsWith('VP8 '))
      .map(({ data }) => data);
  return readJpegHeader(bytes)
    .segments.filter(({ marker }) => marker < 0xe0)
    .map((segment) => segment.bytes);
}

test.each(KINDS)('no second picture gets through: %s', async (name) => {
  const [format, bytes] = planted[name]!;
  expect(carveImages(bytes).length).toBeGreaterThan(1);
  const before = await decodeFile(bytes, codecs);

  const stripped = stripMetadata(bytes, format);
  expect(carveImages(stripped)).toEqual([{ kind: format, path: '0' }]);
  expect(pictureOf(format, stripped)).toEqual(pictureOf(format, bytes));
  const after = await decodeFile(stripped, codecs);
  expect(after.source).toEqual(before.source);
  expect(largestDifference(after.photo, before.photo)).toBe(0);
  expect(stripMetadata(stripped, format)).toEqual(stripped);

  for (const encoded of [
    await encodeFile(before.photo, before.source, codecs),
    await encodeLike(before.photo, before, codecs),
  ]) {
    expect(carveImages(encoded)).toEqual([{ kind: format, path: '0' }]);
  }
});

test('the carver sees what was planted, and where', () => {
  const pathsOf = (name: string): string[] =>
    carveImages(planted[name]![1]).map(({ path }) => path);
  // The photo; the Exif block, which describes a thumbnail; maker note and thumbnail.
  expect(carveImages(planted['Exif thumbnail and maker note']![1]).map(({ kind }) => kind)).toEqual(
    ['jpeg', 'jpeg', 'jpeg', 'tiff'],
  );
  expect(pathsOf('XMP thumbnail').some((path) => path.includes('base64'))).toBe(true);
  expect(pathsOf('packed iTXt').some((path) => /zlib.*base64/.test(path))).toBe(true);
  expect(pathsOf('zTXt in hex').some((path) => /zlib.*hex/.test(path))).toBe(true);
  expect(pathsOf('after RIFF')).toHaveLength(2);
});

describe('what stays', () => {
  test('JPEG: density, profile, orientation, Adobe, in an order every reader accepts', () => {
    const source = splice.spliceJpeg(
      planted['everything at once']![1],
      splice.jpegSegment(0xee, 'Adobe\0\x64\0\0\0\0\x01', preview),
    );
    const { segments, end } = readJpegHeader(stripMetadata(source, 'jpeg'));
    const apps = segments.filter(({ marker }) => marker >= 0xe0);
    expect(apps.map(({ marker }) => marker)).toEqual([0xe0, 0xe1, 0xe2, 0xee]);
    // JFIF without thumbnail, Exif with one entry, Adobe's twelve bytes.
    expect([apps[0]!, apps[1]!, apps[3]!].map(({ payload }) => payload.length)).toEqual([
      14, 32, 12,
    ]);
    expect([...apps[0]!.payload.subarray(7, 14)]).toEqual([0, 0, 0x48, 0, 0x48, 0, 0]);
    expect(end).toBe(stripMetadata(source, 'jpeg').length);
  });

  test('a JPEG that stands upright and has no profile keeps no Exif and no profile', () => {
    const upright = splice.spliceJpeg(
      splice.samplePhoto(2),
      splice.jpegSegment(0xe1, 'Exif\0\0', splice.exifTiff(1, preview, preview)),
    );
    const profileless = readJpegHeader(stripMetadata(upright, 'jpeg')).segments;
    expect(profileless.some(({ marker }) => marker === 0xe1)).toBe(false);
    const plainStripped = readJpegHeader(stripMetadata(preview, 'jpeg')).segments;
    expect(plainStripped.filter(({ marker }) => marker > 0xe0)).toEqual([]);
  });

  test('PNG: colour, transparency and density of the right size only', () => {
    const chunk = splice.pngChunk;
    const kept = [
      chunk('gAMA', '\0\0\xb1\x8f'),
      chunk('sRGB', '\0'),
      chunk('pHYs', '\0\0\x0b\x13\0\0\x0b\x13\x01'),
    ];
    const cargo = [
      chunk('sBIT', preview),
      chunk('tIME', '\x07\xe8\x01\x01\0\0\0'),
      chunk('tEXt', 'a\0b'),
      chunk('eXIf', exif),
    ];
    const stripped = readPngChunks(
      stripMetadata(splice.splicePng(plain.png, ...kept, ...cargo), 'png'),
    );
    expect(stripped.map(({ type }) => type)).toEqual([
      'IHDR',
      'eXIf',
      'gAMA',
      'sRGB',
      'pHYs',
      'IDAT',
      'IEND',
    ]);
    expect(stripped[1]!.data).toHaveLength(26);
  });

  test('WebP: the flags say what is there', () => {
    const flagsOf = (bytes: Uint8Array): number => readWebpHeader(bytes).chunks[0]!.data[0]!;
    expect(flagsOf(stripMetadata(planted['XMP']![1], 'webp'))).toBe(0);
    expect(flagsOf(stripMetadata(planted['EXIF']![1], 'webp'))).toBe(0x08);
    expect(flagsOf(stripMetadata(planted['ICCP private tag (WebP)']![1], 'webp'))).toBe(0x20);
    expect(stripMetadata(plain.webp, 'webp')).toEqual(plain.webp);
  });

  test('a transparent WebP keeps its alpha', async () => {
    const clear = makePhoto(64, 48, (x) => 4 * x);
    const lossy = await encodeFile(
      clear,
      { format: 'webp', lossless: false, hasAlpha: true },
      codecs,
    );
    const lossless = await encodeFile(
      clear,
      { format: 'webp', lossless: true, hasAlpha: true },
      codecs,
    );
    for (const file of [lossy, lossless]) expect(stripMetadata(file, 'webp')).toEqual(file);
  });

  test('a profile that is neither matrix nor grey is refused, not guessed', () => {
    const lookup = icc.rgbProfile(undefined, undefined, { A2B0: new Uint8Array(32) });
    const jpeg = splice.spliceJpeg(preview, splice.jpegSegment(0xe2, jpegIccPayload(lookup)));
    expect(() => stripMetadata(jpeg, 'jpeg')).toThrow(
      expect.objectContaining({ code: 'unsupported-colour' }),
    );
  });
});

test.each([1, 2, 6])('real photo %i comes out alone', async (number) => {
  const app1 = splice.jpegSegment(0xe1, 'Exif\0\0', splice.exifTiff(1, preview, preview));
  const bytes = splice.spliceJpeg(concatBytes([splice.samplePhoto(number), preview]), app1);
  const { photo: before, source } = await decodeFile(bytes, codecs);
  const stripped = stripMetadata(bytes, 'jpeg');
  expect(carveImages(stripped)).toEqual([{ kind: 'jpeg', path: '0' }]);
  expect(carveImages(await encodeFile(before, source, codecs))).toEqual([
    { kind: 'jpeg', path: '0' },
  ]);
  expect(Buffer.from(stripped).includes('Exif')).toBe(false);
});
