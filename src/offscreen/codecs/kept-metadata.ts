import ExifReader from 'exifreader';
import type { MetadataWish } from '../../shared/settings';
import { asciiAt, concatBytes } from './byte-access';
import { writeExif, type ExifEntry } from './exif-write';
import type { Orientation } from './exif-orientation';

/** What goes along with the pixels; everything else of a file's metadata stays behind. */
export interface KeptMetadata {
  /** A profile reduced to its numbers (icc-rebuild.ts); null for sRGB. */
  readonly icc: Uint8Array | null;
  /** A TIFF structure, freshly written; null when there is nothing to say. */
  readonly exif: Uint8Array | null;
}

export const NOTHING_KEPT: KeptMetadata = { icc: null, exif: null };

interface TextTag {
  readonly name: string;
  readonly tag: number;
  readonly shape: RegExp;
}

const DATE = /^\d{4}:\d\d:\d\d \d\d:\d\d:\d\d$/;
/** Printable ASCII, and short: nothing as large as a picture may hide here. */
const LINE = /^[\x20-\x7e]{1,64}$/;
const NOTICE = /^[\x20-\x7e]{1,200}$/;

/** Exif 3.0, tables 6 and 8. No names of people, no serial numbers, no place, no maker note. */
const MAIN: readonly TextTag[] = [
  { name: 'Make', tag: 0x010f, shape: LINE },
  { name: 'Model', tag: 0x0110, shape: LINE },
  { name: 'DateTime', tag: 0x0132, shape: DATE },
  { name: 'Copyright', tag: 0x8298, shape: NOTICE },
];
const EXIF: readonly TextTag[] = [
  { name: 'DateTimeOriginal', tag: 0x9003, shape: DATE },
  { name: 'DateTimeDigitized', tag: 0x9004, shape: DATE },
  { name: 'OffsetTimeOriginal', tag: 0x9011, shape: /^[+-]\d\d:\d\d$/ },
];
const ORIENTATION = 0x0112;
const EXIF_NAME = 'Exif\0\0';

/**
 * The Exif block that may leave: orientation (unless the pixels are upright), and as far as `wish` goes
 * date, camera and copyright of the source's Exif. Null when that is nothing. A broken block says nothing.
 */
export function keptExif(
  source: Uint8Array | undefined,
  orientation: Orientation,
  wish: MetadataWish,
): Uint8Array<ArrayBuffer> | null {
  const texts = wish === 'none' || source === undefined ? new Map<string, string>() : read(source);
  const entriesOf = (tags: readonly TextTag[]): ExifEntry[] =>
    tags.flatMap(({ name, tag, shape }): ExifEntry[] => {
      const text = texts.get(name);
      return text !== undefined && shape.test(text) ? [[tag, text]] : [];
    });
  const turn: ExifEntry[] = orientation === 1 ? [] : [[ORIENTATION, orientation]];
  const main = [...entriesOf(MAIN), ...turn].sort(([a], [b]) => a - b);
  const exif = entriesOf(EXIF);
  return main.length + exif.length === 0 ? null : writeExif(main, exif);
}

function read(exif: Uint8Array): Map<string, string> {
  const hasName = asciiAt(exif, 0, EXIF_NAME.length) === EXIF_NAME;
  // A copy: ExifReader takes a whole buffer, and here it gets the block alone, as a TIFF file.
  const tiff = concatBytes([hasName ? exif.subarray(EXIF_NAME.length) : exif]);
  const names = [...MAIN, ...EXIF].map(({ name }) => name);
  try {
    const tags: Readonly<Record<string, { readonly value?: unknown } | undefined>> =
      ExifReader.load(tiff.buffer, { includeTags: { exif: names } });
    return new Map(
      names.flatMap((name) => {
        const value = tags[name]?.value;
        const text: unknown = Array.isArray(value) ? value[0] : value;
        return typeof text === 'string' ? [[name, text.trim()] as const] : [];
      }),
    );
  } catch {
    return new Map();
  }
}
