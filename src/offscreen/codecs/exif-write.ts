import { asciiBytes, concatBytes, viewOf } from './byte-access';

/** One entry of an Exif directory: its tag, and a number that fits in 16 bits or ASCII text. */
export type ExifEntry = readonly [tag: number, value: number | string];

const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;
const EXIF_POINTER = 0x8769;
const ASCII = 2;
const SHORT = 3;
const LONG = 4;

/**
 * A TIFF structure (little-endian; TIFF 6.0, section 2) with these entries in the first directory and
 * in the Exif directory below it; tags in ascending order. Written here because the libraries that
 * write Exif are no longer kept.
 */
export function writeExif(
  main: readonly ExifEntry[],
  exif: readonly ExifEntry[],
): Uint8Array<ArrayBuffer> {
  if (exif.length === 0) return concatBytes([header(), directory(main, HEADER_BYTES)]);
  const own = main.filter(([tag]) => tag < EXIF_POINTER);
  const after = main.filter(([tag]) => tag > EXIF_POINTER);
  // The pointer is as large wherever it points.
  const withPointer = (to: number): Uint8Array<ArrayBuffer> =>
    directory([...own, [EXIF_POINTER, to], ...after], HEADER_BYTES, [EXIF_POINTER]);
  const below = HEADER_BYTES + withPointer(0).length;
  return concatBytes([header(), withPointer(below), directory(exif, below)]);
}

function header(): Uint8Array {
  return Uint8Array.of(0x49, 0x49, 42, 0, HEADER_BYTES, 0, 0, 0);
}

/** A directory that starts `at` bytes into the structure, with the texts that do not fit in it behind. */
function directory(
  entries: readonly ExifEntry[],
  at: number,
  long: readonly number[] = [],
): Uint8Array<ArrayBuffer> {
  const table = new Uint8Array(2 + ENTRY_BYTES * entries.length + 4);
  const view = viewOf(table);
  view.setUint16(0, entries.length, true);
  const texts: Uint8Array[] = [];
  let textAt = at + table.length;
  entries.forEach(([tag, value], index) => {
    const entry = 2 + ENTRY_BYTES * index;
    view.setUint16(entry, tag, true);
    if (typeof value === 'number') {
      view.setUint16(entry + 2, long.includes(tag) ? LONG : SHORT, true);
      view.setUint32(entry + 4, 1, true);
      view.setUint32(entry + 8, value, true);
      return;
    }
    const text = asciiBytes(`${value}\0`);
    view.setUint16(entry + 2, ASCII, true);
    view.setUint32(entry + 4, text.length, true);
    if (text.length <= 4) {
      table.set(text, entry + 8);
      return;
    }
    view.setUint32(entry + 8, textAt, true);
    const padded = concatBytes([text, new Uint8Array(text.length % 2)]);
    texts.push(padded);
    textAt += padded.length;
  });
  return concatBytes([table, ...texts]);
}
