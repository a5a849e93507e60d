import type { Photo } from '../../engine/photo';
import type { Codecs } from './codecs';
import type { DecodedFile, SourceFormat } from './file-format';
import { NOTHING_KEPT, type KeptMetadata } from './kept-metadata';
import { intoNativeColours } from './native-colours';
import { rewrite } from './strip-metadata';

/**
 * Encodes what became of a decoded photo like its source: format, quality, layout, colours, and the
 * metadata that is kept. `photo` is `decoded.photo`, changed or not. Same input, same bytes.
 */
export async function encodeLike(
  photo: Photo,
  decoded: DecodedFile,
  codecs: Codecs,
): Promise<Uint8Array<ArrayBuffer>> {
  const { native, source, kept } = decoded;
  const pixels = native ? await intoNativeColours(decoded.photo, photo, native, codecs) : photo;
  return encodeFile(pixels, source, codecs, kept);
}

/**
 * Encodes a photo in a format, quality and layout. The file holds the pixels as they are, what a decoder
 * needs, and the metadata that is `kept`; no orientation (the photo is upright).
 * Same photo and source, same bytes.
 */
export async function encodeFile(
  photo: Photo,
  source: SourceFormat,
  codecs: Codecs,
  kept: KeptMetadata = NOTHING_KEPT,
): Promise<Uint8Array<ArrayBuffer>> {
  if (source.format === 'avif') return codecs.encodeAvif(photo, source, kept);
  const bytes = await encodePixels(photo, source, codecs);
  if (kept.icc === null && kept.exif === null) return bytes;
  return rewrite(bytes, source.format, kept);
}

function encodePixels(
  photo: Photo,
  source: Exclude<SourceFormat, { format: 'avif' }>,
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
