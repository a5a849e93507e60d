import { UnnoticedError } from '../../shared/errors';
import type { MetadataWish } from '../../shared/settings';
import type { Codecs } from './codecs';
import { inEngineColours } from './engine-colours';
import type { DecodedFile } from './file-format';
import { keptExif } from './kept-metadata';
import { orientPixels } from './orient-pixels';
import { corruptFile } from './parse-guard';
import { readCommon } from './read-common';
import { readOther, type OtherFormat } from './read-other';
import { sniffFormat, type SniffedFormat } from './sniff-format';
import type { StoredPicture } from './stored-picture';

export interface DecodeWish {
  /** Of an animation or of many pages, take the first. Otherwise such a file is refused. */
  readonly asStill?: boolean;
  /** 'basics' unless said. */
  readonly metadata?: MetadataWish;
}

/**
 * Decodes a photo to upright 8-bit sRGB, and says what the source was so that encodeLike can match it.
 * What the bytes are decides, not the name. Refused from the header, before memory for pixels is taken:
 * 'empty-file', 'not-a-photo', 'unsupported-format', 'unsupported-colour', 'animated', 'too-large';
 * 'corrupt-file' for truncated files and every failure of a decoder.
 */
export async function decodeFile(
  bytes: Uint8Array,
  codecs: Codecs,
  { asStill = false, metadata = 'basics' }: DecodeWish = {},
): Promise<DecodedFile> {
  if (bytes.length === 0) throw new UnnoticedError('empty-file', 'The file is empty.');
  const container = sniffFormat(bytes);
  const stored = await readStored(bytes, container, codecs, asStill);
  const { orientation, isGrey, source, exif } = stored;
  const own = orientPixels(stored.photo, orientation);
  const { photo, native, icc, isConverted } = await inEngineColours(
    own,
    stored.profile,
    isGrey,
    codecs,
  );
  return {
    photo,
    source,
    container,
    ...(native && { native }),
    kept: { icc, exif: keptExif(exif, 1, metadata) },
    passes: stored.passes && !isConverted,
  };
}

async function readStored(
  bytes: Uint8Array,
  container: SniffedFormat,
  codecs: Codecs,
  asStill: boolean,
): Promise<StoredPicture> {
  try {
    switch (container) {
      case 'jpeg':
      case 'png':
      case 'webp':
        return await readCommon(bytes, container, codecs, asStill);
      case 'svg':
      case 'pdf':
      case 'video':
        throw new UnnoticedError('not-a-photo', `This is no photo (${container}).`);
      case 'ico':
      case 'raw':
      case 'unknown':
        throw unsupported(container);
      default:
        return await readOther(bytes, container satisfies OtherFormat, codecs, asStill);
    }
  } catch (error) {
    if (error instanceof UnnoticedError) throw error;
    if (error instanceof RangeError) {
      throw new UnnoticedError('too-large', 'There is not enough memory for the photo.', {
        cause: error,
      });
    }
    throw corruptFile('The pixels of the photo cannot be decoded.', error);
  }
}

function unsupported(container: SniffedFormat): UnnoticedError {
  return new UnnoticedError(
    'unsupported-format',
    `Files of this kind (${container}) are not supported.`,
  );
}
