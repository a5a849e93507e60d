import ExifReader from 'exifreader';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeFile, encodeFile, encodeLike, stripMetadata } from '../../../src/offscreen/codecs';
import { concatBytes } from '../../../src/offscreen/codecs/byte-access';
import { writeExif, type ExifEntry } from '../../../src/offscreen/codecs/exif-write';
import { keptExif } from '../../../src/offscreen/codecs/kept-metadata';
import type { RewritableFormat } from '../../../src/offscreen/codecs/strip-metadata';
import { codecs } from '../../support/codec-wasm';
import { makePhoto } from './make-photo';
import * as splice from '../../support/splice';

const photo = makePhoto(32, 24);

const MAIN: ExifEntry[] = [
  [0x010e, 'Anna at home'],
  [0x010f, 'Maker'],
  [0x0110, 'Model 7'],
  [0x0112, 6],
  [0x0132, '2026:01:02 03:04:05'],
  [0x013b, 'Anna the artist'],
  [0x8298, '(c) 2026 Studio'],
];
const BELOW: ExifEntry[] = [
  [0x9003, '2026:01:02 03:04:06'],
  [0x9011, '+09:00'],
  [0xa430, 'Anna the owner'],
  [0xa431, 'SERIAL-12345'],
];
const exif = writeExif(MAIN, BELOW);
const XMP =
  '<x:xmpmeta><mwg-rs:Name>Anna in XMP</mwg-rs:Name><exif:GPSLatitude>35,41N</exif:GPSLatitude></x:xmpmeta>';
const IPTC = 'Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x50\0\x0bAnna,IPTC!!';
const SECRETS = ['Anna', 'SERIAL', 'GPSLatitude', 'mwg-rs', 'IPTC'];

let files: Record<RewritableFormat, Uint8Array>;

beforeAll(async () => {
  const source = { format: 'jpeg', quality: 92, subsampling: '4:2:0', progressive: false } as const;
  const jpeg = await encodeFile(photo, source, codecs);
  const png = await encodeFile(photo, { format: 'png', hasAlpha: false }, codecs);
  const webp = await encodeFile(photo, { format: 'webp', lossless: true, hasAlpha: false }, codecs);
  files = {
    jpeg: splice.spliceJpeg(
      jpeg,
      splice.jpegSegment(0xe1, 'Exif\0\0', exif),
      splice.jpegSegment(0xe1, `http://ns.adobe.com/xap/1.0/\0${XMP}`),
      splice.jpegSegment(0xed, IPTC),
    ),
    png: splice.splicePng(
      png,
      splice.pngChunk('eXIf', exif),
      splice.pngChunk('iTXt', `XML:com.adobe.xmp\0\0\0\0\0${XMP}`),
    ),
    webp: splice.extendWebp(
      webp,
      photo,
      0x0c,
      [],
      [splice.webpChunk('EXIF', exif), splice.webpChunk('XMP ', XMP)],
    ),
  };
});

/** The Exif text tags that a reader of the whole file finds. */
function tagsOf(bytes: Uint8Array): Record<string, unknown> {
  const { exif: found = {} } = ExifReader.load(concatBytes([bytes]).buffer, { expanded: true });
  return Object.fromEntries(
    Object.entries(found)
      .filter(([, tag]) => Array.isArray((tag as { value: unknown }).value))
      .map(([name, tag]) => [name, (tag as { value: unknown[] }).value[0]]),
  );
}

const BASICS = {
  Make: 'Maker',
  Model: 'Model 7',
  DateTime: '2026:01:02 03:04:05',
  Copyright: '(c) 2026 Studio',
  DateTimeOriginal: '2026:01:02 03:04:06',
  OffsetTimeOriginal: '+09:00',
};

describe.each(['jpeg', 'png', 'webp'] as const)('of a %s', (format) => {
  test('date, camera and copyright go along; place, names, regions and serial numbers never', async () => {
    const bytes = files[format];
    for (const secret of SECRETS.slice(0, 2))
      expect(Buffer.from(bytes).includes(secret)).toBe(true);
    const decoded = await decodeFile(bytes, codecs);
    const changed = await encodeLike(decoded.photo, decoded, codecs);
    for (const output of [changed, stripMetadata(bytes, format)]) {
      expect(tagsOf(output)).toEqual(BASICS);
      for (const secret of SECRETS) expect(Buffer.from(output).includes(secret)).toBe(false);
    }
  });

  test('nothing goes along where the person wants that, and the photo stands upright all the same', async () => {
    const bytes = files[format];
    const decoded = await decodeFile(bytes, codecs, { metadata: 'none' });
    expect([decoded.photo.width, decoded.photo.height]).toEqual([24, 32]);
    const changed = await encodeLike(decoded.photo, decoded, codecs);
    const passed = stripMetadata(bytes, format, 'none');
    expect(tagsOf(changed)).toEqual({});
    expect(tagsOf(passed)).toEqual({});
    const again = await decodeFile(passed, codecs);
    expect([again.photo.width, again.photo.height]).toEqual([24, 32]);
  });
});

describe('a tag that is not what it should be stays behind', () => {
  test.each<[string, ExifEntry[], ExifEntry[]]>([
    ['a date that is none', [], [[0x9003, 'x'.repeat(19)]]],
    ['a copyright as long as a picture', [[0x8298, 'QUJD'.repeat(60)]], []],
    ['a maker in bytes', [[0x010f, '\xff\xd8\xff\xe0']], []],
    ['a broken zone', [], [[0x9011, '09:00']]],
  ])('%s', (_, main, below) => {
    expect(keptExif(writeExif(main, below), 1, 'basics')).toBeNull();
  });

  test('a broken block says nothing but may not hurt', () => {
    for (let length = 0; length < exif.length; length += 7) {
      expect(() => keptExif(exif.subarray(0, length), 6, 'basics')).not.toThrow();
    }
    expect(keptExif(undefined, 1, 'basics')).toBeNull();
  });
});
