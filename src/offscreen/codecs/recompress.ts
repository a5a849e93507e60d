import { samplePhoto } from '../../engine/geometry/sample-photo';
import type { Photo } from '../../engine/photo';
import type { Codecs } from './codecs';
import { decodeFile } from './decode-file';

/** What a site makes of a photo that it is given. */
export interface Recompression {
  /** Longest side, pixels; a smaller photo is not enlarged. Without it the size stays. */
  readonly longest?: number;
  /** Of a baseline JPEG with 4:2:0, 1 to 100. */
  readonly quality: number;
}

/** The hardest that a large site does to a photo: a verdict has to hold after it too. */
export const AFTER_UPLOAD: Recompression = { longest: 1080, quality: 80 };

/** The photo as a site passes it on: made smaller, encoded, and decoded by whoever looks at it. */
export async function recompress(
  photo: Photo,
  { longest = Infinity, quality }: Recompression,
  codecs: Codecs,
): Promise<Photo> {
  const bytes = await codecs.encodeJpeg(shrink(photo, longest), {
    format: 'jpeg',
    quality,
    subsampling: '4:2:0',
    progressive: false,
  });
  return (await decodeFile(bytes, codecs)).photo;
}

/** Each sample averaged over what it covers, so that nothing aliases; never enlarged. */
export function shrink(photo: Photo, longest: number): Photo {
  const scale = longest / Math.max(photo.width, photo.height);
  if (scale >= 1) return photo;
  const width = Math.max(1, Math.round(photo.width * scale));
  const height = Math.max(1, Math.round(photo.height * scale));
  const samples = samplePhoto(photo, { a: 1 / scale, b: 0, tx: 0, ty: 0 }, width, height);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let k = 0; k < 3; k++) data[pixel * 4 + k] = (samples[pixel * 3 + k] ?? 0) * 255;
  }
  return { width, height, data };
}
