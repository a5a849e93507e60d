import type { Codecs } from './codecs';
import type { SourceFormat } from './file-format';
import { isoProfile } from './iso-colour';
import { withinLimits } from './limits';
import type { Picture } from './magick-read';
import { animated } from './read-common';
import { isSequence } from './sniff-format';
import type { StoredPicture } from './stored-picture';
import { refuseRawTiff } from './tiff-kind';

/** What is read, but written as something else; AVIF stays what it is. */
export type OtherFormat = 'avif' | 'heic' | 'gif' | 'bmp' | 'tiff' | 'jxl' | 'jp2' | 'j2k';

/** Formats that lose next to nothing; what is made of them should not either. */
const LOSSLESS: readonly OtherFormat[] = ['bmp', 'tiff'];

/**
 * Reads a file of one of the other formats. Throws 'animated' (more than one picture, unless
 * `asStill`), 'too-large' from the header, 'unsupported-colour', 'unsupported-format', 'corrupt-file'.
 */
export async function readOther(
  bytes: Uint8Array,
  format: OtherFormat,
  codecs: Codecs,
  asStill: boolean,
): Promise<StoredPicture> {
  if (format === 'tiff') refuseRawTiff(bytes);
  const header = await codecs.pingPicture(bytes, format);
  withinLimits(header);
  const isMany = header.frames > 1 || (isIso(format) && isSequence(bytes));
  if (isMany && !asStill) throw animated();
  const picture = await codecs.readPicture(bytes, format);
  withinLimits(picture.photo);
  const { photo, orientation, isGrey, exif } = picture;
  const profile = picture.profile ?? (isIso(format) ? isoProfile(bytes, isGrey) : null);
  const source = outputOf(format, picture);
  return { photo, orientation, profile, isGrey, exif, source, passes: false };
}

function isIso(format: OtherFormat): boolean {
  return format === 'avif' || format === 'heic';
}

/**
 * AVIF as AVIF, GIF as PNG, all others as JPEG, which every page takes; as PNG where something shows
 * through (docs/decisions/0031).
 */
function outputOf(format: OtherFormat, { hasAlpha, isGrey }: Picture): SourceFormat {
  if (format === 'avif') return { format, hasAlpha };
  if (format === 'gif' || hasAlpha) return { format: 'png', hasAlpha };
  const isLossless = LOSSLESS.includes(format);
  const subsampling = isLossless ? '4:4:4' : '4:2:0';
  return {
    format: 'jpeg',
    quality: isLossless ? 95 : 92,
    subsampling: isGrey ? 'grey' : subsampling,
    progressive: false,
  };
}
