import ExifReader from 'exifreader';
import { UnnoticedError } from '../../shared/errors';
import { concatBytes } from './byte-access';

/** The first directory of a raw photo describes a small picture to look at: bit 0 of this tag. */
const REDUCED = 1;

/**
 * Throws 'unsupported-format' for a raw photo in TIFF's clothes (DNG, NEF, ARW): what would be read is
 * its preview, and that is not the photo.
 */
export function refuseRawTiff(bytes: Uint8Array): void {
  let kind: unknown;
  try {
    const tags: Readonly<Record<string, { readonly value?: unknown } | undefined>> =
      ExifReader.load(concatBytes([bytes]).buffer, {
        includeTags: { exif: ['SubfileType'] },
      });
    kind = tags['SubfileType']?.value;
  } catch {
    return;
  }
  if (typeof kind === 'number' && (kind & REDUCED) === REDUCED) {
    throw new UnnoticedError('unsupported-format', 'Raw photos are not supported.');
  }
}
