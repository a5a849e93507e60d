import type { Photo } from '../../engine/photo';
import { UnnoticedError } from '../../shared/errors';
import type { Codecs } from './codecs';
import { orientPixels } from './orient-pixels';
import type { DecodedFile } from './file-format';
import { corruptFile } from './parse-guard';
import { planDecode } from './plan-decode';
import { sniffFormat } from './sniff-format';

/** 100 megapixels: as RGBA that is 400 MB, about what a browser tab can still take twice. */
const MAX_PIXELS = 100_000_000;

/**
 * Decodes an sRGB, 8-bit, still JPEG, PNG or WebP to upright RGBA, and says what the source was so
 * that encodeFile can match it. Everything else is refused from the header, before memory for pixels is
 * taken: 'empty-file', 'unsupported-format', 'unsupported-colour', 'unsupported-depth', 'animated',
 * 'too-large', 'corrupt-file' (truncated files and every failure of a decoder included).
 */
export async function decodeFile(bytes: Uint8Array, codecs: Codecs): Promise<DecodedFile> {
  if (bytes.length === 0) throw new UnnoticedError('empty-file', 'The file is empty.');
  const format = sniffFormat(bytes);
  if (format !== 'jpeg' && format !== 'png' && format !== 'webp') {
    throw new UnnoticedError(
      'unsupported-format',
      `Files of this kind (${format}) are not supported.`,
    );
  }
  const plan = planDecode(bytes, format);
  if (plan.width * plan.height > MAX_PIXELS) {
    throw new UnnoticedError('too-large', 'The photo has more than 100 megapixels.');
  }
  plan.requireSrgb();
  const photo = await decodePixels(plan.bytes, format, codecs);
  if (photo.width !== plan.width || photo.height !== plan.height) {
    throw corruptFile('The pixels are not as many as the header says.');
  }
  return { photo: orientPixels(photo, plan.orientation), source: plan.source };
}

async function decodePixels(
  bytes: Uint8Array,
  format: 'jpeg' | 'png' | 'webp',
  codecs: Codecs,
): Promise<Photo> {
  const decode = { jpeg: codecs.decodeJpeg, png: codecs.decodePng, webp: codecs.decodeWebp }[
    format
  ];
  try {
    return await decode(bytes);
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
