import { describe, expect, test } from 'vitest';
import { readJpegHeader, type JpegHeader } from '../../../src/offscreen/codecs/jpeg-header';
import { matchedQuality, standardTable } from '../../../src/offscreen/codecs/jpeg-quality';
import { matchedSubsampling } from '../../../src/offscreen/codecs/jpeg-subsampling';
import { codecs } from '../../support/codec-wasm';
import { makePhoto } from './make-photo';
import { jpegSegment, samplePhoto, spliceJpeg } from '../../support/splice';

const header = readJpegHeader(samplePhoto(1));

function withTables(luma: number[], chroma: number[]): JpegHeader {
  const components = [0, 1, 1].map((quantTable) => ({ h: 1, v: 1, quantTable }));
  const quantTables = new Map([
    [0, luma],
    [1, chroma],
  ]);
  return { ...header, components, quantTables };
}

test('own tables are written as they are, and give a file back as good as it was', async () => {
  const source = {
    format: 'jpeg',
    quality: 90,
    subsampling: '4:2:0',
    progressive: true,
    tables: [
      Array.from({ length: 64 }, (_, index) => 2 + (index >> 2)),
      Array.from({ length: 64 }, (_, index) => 3 + (index >> 1)),
    ],
  } as const;
  const bytes = await codecs.encodeJpeg(makePhoto(48, 32), source);
  const { quantTables } = readJpegHeader(bytes);
  expect([quantTables.get(0), quantTables.get(1)]).toEqual(source.tables);
});

test('the standard tables are those that libjpeg-turbo writes', async () => {
  for (const quality of [1, 25, 49, 50, 75, 85, 86, 92, 99, 100]) {
    const bytes = await codecs.encodeJpeg(makePhoto(16, 16), {
      format: 'jpeg',
      quality,
      subsampling: '4:4:4',
      progressive: false,
    });
    const { quantTables } = readJpegHeader(bytes);
    expect(quantTables.get(0)).toEqual(standardTable('luma', quality));
    expect(quantTables.get(1)).toEqual(standardTable('chroma', quality));
  }
});

describe('the matched quality', () => {
  test.each([
    [40, 85],
    [84, 85],
    [85, 85],
    [86, 86],
    [93, 93],
    [100, 100],
  ])('of a source at %i is %i, with the standard tables', (quality, expected) => {
    const source = withTables(standardTable('luma', quality), standardTable('chroma', quality));
    expect(matchedQuality(source)).toEqual({ quality: expected });
  });

  test('of tables of its own is those tables, in luma or in chroma', () => {
    const luma = standardTable('luma', 90);
    const chroma = standardTable('chroma', 90);
    const ownLuma = luma.with(63, luma[63]! - 1);
    expect(matchedQuality(withTables(ownLuma, chroma))).toEqual({
      quality: 90,
      tables: [ownLuma, chroma],
    });
    const ownChroma = chroma.with(0, 1);
    expect(matchedQuality(withTables(luma, ownChroma)).tables).toEqual([luma, ownChroma]);
  });

  test('of coarse tables of its own is 85', () => {
    const coarse = standardTable('luma', 60).with(0, 1);
    expect(matchedQuality(withTables(coarse, coarse))).toEqual({ quality: 85 });
  });

  test('is told by standard tables where a JPEG cannot be written with the own ones', () => {
    const wide = standardTable('luma', 90).with(63, 300);
    expect(matchedQuality(withTables(wide, wide)).tables).toBeUndefined();
    // Three tables: not luma and two of chroma.
    const components = [0, 1, 2].map((quantTable) => ({ h: 1, v: 1, quantTable }));
    const quantTables = new Map(
      [90, 91, 92].map((q, id) => [id, standardTable('luma', q)] as const),
    );
    expect(matchedQuality({ ...header, components, quantTables })).toEqual({ quality: 90 });
  });

  test('follows the finer of two definitions of a table', () => {
    const finer = Uint8Array.of(0, ...standardTable('luma', 97));
    expect(matchedQuality(readJpegHeader(samplePhoto(1)))).toEqual({ quality: 85 });
    const spliced = spliceJpeg(samplePhoto(1), jpegSegment(0xdb, finer));
    expect(matchedQuality(readJpegHeader(spliced)).quality).toBe(97);
  });

  test('reads tables of 16-bit steps', () => {
    const wide = Uint8Array.from([0x10, ...standardTable('luma', 97).flatMap((step) => [0, step])]);
    const { quantTables } = readJpegHeader(spliceJpeg(samplePhoto(1), jpegSegment(0xdb, wide)));
    expect(quantTables.get(0)).toEqual(standardTable('luma', 97));
  });

  test('does not exist when a table is missing', () => {
    const source = { ...header, quantTables: new Map([[0, standardTable('luma', 90)]]) };
    expect(() => matchedQuality(source)).toThrow(expect.objectContaining({ code: 'corrupt-file' }));
  });
});

test.each([
  ['grey', [[1, 1]]],
  [
    '4:4:4',
    [
      [1, 1],
      [1, 1],
      [1, 1],
    ],
  ],
  [
    '4:4:4',
    [
      [2, 2],
      [2, 2],
      [2, 2],
    ],
  ],
  [
    '4:2:2',
    [
      [2, 1],
      [1, 1],
      [1, 1],
    ],
  ],
  [
    '4:2:0',
    [
      [2, 2],
      [1, 1],
      [1, 1],
    ],
  ],
  // 4:4:0, 4:1:1, 4:1:0, one chroma channel finer than the other, luma coarser than chroma
  [
    '4:4:4',
    [
      [1, 2],
      [1, 1],
      [1, 1],
    ],
  ],
  [
    '4:2:2',
    [
      [4, 1],
      [1, 1],
      [1, 1],
    ],
  ],
  [
    '4:2:0',
    [
      [4, 2],
      [1, 1],
      [1, 1],
    ],
  ],
  [
    '4:2:2',
    [
      [2, 2],
      [1, 1],
      [1, 2],
    ],
  ],
  [
    '4:4:4',
    [
      [1, 1],
      [2, 2],
      [2, 2],
    ],
  ],
  [
    '4:4:4',
    [
      [3, 1],
      [2, 1],
      [2, 1],
    ],
  ],
] as const)('%s is nowhere coarser than %j', (expected, factors) => {
  const components = factors.map(([h, v]) => ({ h, v, quantTable: 0 }));
  expect(matchedSubsampling(components)).toBe(expected);
});
