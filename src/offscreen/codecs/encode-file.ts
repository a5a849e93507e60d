import type { Photo } from '../../engine/photo';
import type { Codecs } from './codecs';
import type { SourceFormat } from './file-format';

/**
 * Encodes a photo in the format, quality and layout of its source. The file holds pixels and what a
 * decoder needs, no metadata, no profile (the photo is sRGB), no orientation (it is upright).
 * Same photo and source, same bytes.
 */
export function encodeFile(
  photo: Photo,
  source: SourceFormat,
  codecs: Codecs,
): Promise<Uint8Array<ArrayBuffer>> {
  switch (source.format) {
    case 'jpeg':
      return codecs.encodeJpeg(photo, source);
    case 'png':
      return codecs.encodePng(photo, source);
    case 'webp':
      return codecs.encodeWebp(photo, source);
  }
}
