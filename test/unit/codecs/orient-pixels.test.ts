import { expect, test } from 'vitest';
import type { Photo } from '../../../src/engine/photo';
import { readOrientation } from '../../../src/offscreen/codecs/exif-orientation';
import type { Orientation } from '../../../src/offscreen/codecs/exif-orientation';
import { writeExif } from '../../../src/offscreen/codecs/exif-write';
import { orientPixels } from '../../../src/offscreen/codecs/orient-pixels';
import { exifTiff, join } from '../../support/splice';

/** Rows of one letter a pixel. */
function photoOf(...rows: string[]): Photo {
  const letters = rows.join('');
  const data = Uint8ClampedArray.from(letters, (letter) => letter.charCodeAt(0));
  const pixels = new Uint8ClampedArray(4 * letters.length);
  data.forEach((code, at) => pixels.set([code, 1, 2, at], 4 * at));
  return { width: rows[0]!.length, height: rows.length, data: pixels };
}

function rowsOf({ width, height, data }: Photo): string[] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => String.fromCharCode(data[4 * (y * width + x)]!)).join(
      '',
    ),
  );
}

// Exif 3.0, 4.6.5.1.6: where row 0 and column 0 of the stored pixels are in the upright photo.
test.each<[Orientation, string[]]>([
  [1, ['abc', 'def']],
  [2, ['cba', 'fed']],
  [3, ['fed', 'cba']],
  [4, ['def', 'abc']],
  [5, ['ad', 'be', 'cf']],
  [6, ['da', 'eb', 'fc']],
  [7, ['fc', 'eb', 'da']],
  [8, ['cf', 'be', 'ad']],
])('orientation %i is turned upright', (orientation, rows) => {
  const photo = orientPixels(photoOf('abc', 'def'), orientation);
  expect(rowsOf(photo)).toEqual(rows);
  // Whole pixels move, not single channels.
  expect([...photo.data.subarray(0, 3)]).toEqual([rows[0]!.charCodeAt(0), 1, 2]);
});

test('pixels at an odd offset of their buffer are turned like any others', () => {
  const { data, ...size } = photoOf('abc', 'def');
  const shifted = new Uint8ClampedArray(data.length + 1).subarray(1);
  shifted.set(data);
  expect(rowsOf(orientPixels({ ...size, data: shifted }, 3))).toEqual(['fed', 'cba']);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8] as const)(
  'orientation %i is read back as written',
  (orientation) => {
    const exif = writeExif([[0x0112, orientation]], []);
    expect(readOrientation(exif)).toBe(orientation);
    expect(readOrientation(join(['Exif\0\0', exif]))).toBe(orientation);
  },
);

test('an Exif block without a usable orientation leaves the photo as it is', () => {
  const none = new Uint8Array(0);
  expect(readOrientation(undefined)).toBe(1);
  expect(readOrientation(none)).toBe(1);
  expect(readOrientation(join(['Exif\0\0II*\0']))).toBe(1);
  expect(readOrientation(exifTiff(0, none, none))).toBe(1);
  expect(readOrientation(exifTiff(9, none, none))).toBe(1);
  expect(readOrientation(exifTiff(6, none, none))).toBe(6);
});
