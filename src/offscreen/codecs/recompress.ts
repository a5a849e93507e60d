import { samplePhoto } from '../../engine/geometry/sample-photo';
import type { Photo } from '../../engine/photo';
import { releasePixels } from '../../engine/release-pixels';
import type { Reencoding } from '../../shared/platforms';
import type { Codecs } from './codecs';
import { decodeFile } from './decode-file';
import { highestThatFits } from './highest-that-fits';
import { onWhite } from './on-white';

type Size = Pick<Photo, 'width' | 'height'>;

/** The photo as a site passes it on: made smaller, encoded, and decoded by whoever looks at it. */
export async function recompress(photo: Photo, does: Reencoding, codecs: Codecs): Promise<Photo> {
  return (await decodeFile(await reencode(photo, does, codecs), codecs)).photo;
}

/** The file that a site makes of the photo. */
export async function reencode(
  photo: Photo,
  does: Reencoding,
  codecs: Codecs,
): Promise<Uint8Array<ArrayBuffer>> {
  const { format, quality, mostBytes } = does;
  const opaque = onWhite(photo);
  const smaller = shrink(opaque, smallerSize(photo, does));
  const encode = (at: number): Promise<Uint8Array<ArrayBuffer>> =>
    format === 'webp'
      ? codecs.encodeWebp(smaller, { format, quality: at, lossless: false, hasAlpha: false })
      : codecs.encodeJpeg(smaller, {
          format,
          quality: at,
          subsampling: '4:2:0',
          progressive: false,
        });
  const bytes = await (mostBytes === undefined
    ? encode(quality)
    : highestThatFits(encode, quality, mostBytes));
  for (const made of new Set([opaque, smaller])) if (made !== photo) releasePixels(made);
  return bytes;
}

/** The size that a photo of this size is passed on in. */
export function smallerSize({ width, height }: Size, does: Reencoding): Size {
  const { longest = Infinity, mostPixels = Infinity } = does;
  const scale = Math.min(
    longest / Math.max(width, height),
    Math.sqrt(mostPixels / (width * height)),
  );
  if (scale >= 1) return { width, height };
  const scaled = (side: number): number => Math.max(1, Math.round(side * scale));
  return { width: scaled(width), height: scaled(height) };
}

/** Pixels that are sampled at once: floats take four times the room of what comes of them. */
const PIECE_PIXELS = 2 ** 21;

/** Each sample averaged over what it covers, so that nothing aliases. */
export function shrink(photo: Photo, { width, height }: Size): Photo {
  if (width === photo.width && height === photo.height) return photo;
  const step = 1 / (Math.max(width, height) / Math.max(photo.width, photo.height));
  const rows = Math.max(1, Math.floor(PIECE_PIXELS / width));
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let top = 0; top < height; top += rows) {
    const count = Math.min(rows, height - top);
    const samples = samplePhoto(photo, { a: step, b: 0, tx: 0, ty: top * step }, width, count);
    const from = top * width;
    for (let pixel = 0; pixel < width * count; pixel++) {
      const at = (from + pixel) * 4;
      for (let k = 0; k < 3; k++) data[at + k] = samples[pixel * 3 + k]! * 255;
    }
  }
  return { width, height, data };
}
