import ExifReader from 'exifreader';
import { asciiAt, concatBytes } from './byte-access';

/** How stored pixels have to be turned to stand upright (Exif 3.0, tag 0x0112). 1: as they are. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const EXIF_NAME = 'Exif\0\0';

/**
 * The orientation in an Exif block (a TIFF structure, with or without 'Exif\0\0' before it).
 * 1 when there is no block, no tag, or the block is broken: browsers show the photo like that too.
 */
export function readOrientation(exif: Uint8Array | undefined): Orientation {
  if (exif === undefined) return 1;
  const hasName = asciiAt(exif, 0, EXIF_NAME.length) === EXIF_NAME;
  // A copy: ExifReader takes a whole buffer, and here it gets the block alone, as a TIFF file.
  const tiff = concatBytes([hasName ? exif.subarray(EXIF_NAME.length) : exif]);
  try {
    // Its types say that the tag is always there.
    const tags: { readonly Orientation?: { readonly value: unknown } } = ExifReader.load(
      tiff.buffer,
      { includeTags: { exif: ['Orientation'] } },
    );
    return isOrientation(tags.Orientation?.value) ? tags.Orientation.value : 1;
  } catch {
    return 1;
  }
}

function isOrientation(value: unknown): value is Orientation {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 8;
}
