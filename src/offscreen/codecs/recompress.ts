import type { Photo } from '../../engine/photo';
import { releasePixels } from '../../engine/release-pixels';
import type { Reencoding } from '../../shared/platforms';
import type { Codecs } from './codecs';
import { decodeFile } from './decode-file';
import { highestThatFits } from './highest-that-fits';
import { onWhite } from './on-white';

type Size = Pick<Photo, 'width' | 'height'>;

/** The photo as a site passes it on: made smaller, encoded, and decoded by whoever looks at it. */
export async function recompress(
  photo: Photo,
  does: Reencoding,
  passOnBy: PassOn | Codecs,
): Promise<Photo> {
  const picture = sizedFor(photo, does);
  const passed = await (typeof passOnBy === 'function'
    ? passOnBy(picture, does)
    : passOn(picture, does, passOnBy));
  if (picture !== photo) releasePixels(picture);
  return passed;
}

/** Encodes a picture of `sizedFor` as a platform does and decodes that; `picture` is not changed. */
export type PassOn = (picture: Photo, does: Reencoding) => Promise<Photo>;

/** See PassOn. */
export async function passOn(picture: Photo, does: Reencoding, codecs: Codecs): Promise<Photo> {
  return (await decodeFile(await encodeAs(picture, does, codecs), codecs)).photo;
}

/** The photo on white and in the size in which a platform passes it on; itself where it is both. */
function sizedFor(photo: Photo, does: Reencoding): Photo {
  const opaque = onWhite(photo);
  const smaller = shrink(opaque, smallerSize(photo, does));
  if (opaque !== photo && opaque !== smaller) releasePixels(opaque);
  return smaller;
}

/** The file that a site makes of the photo. */
export async function reencode(
  photo: Photo,
  does: Reencoding,
  codecs: Codecs,
): Promise<Uint8Array<ArrayBuffer>> {
  const picture = sizedFor(photo, does);
  const bytes = await encodeAs(picture, does, codecs);
  if (picture !== photo) releasePixels(picture);
  return bytes;
}

function encodeAs(
  picture: Photo,
  { format, quality, mostBytes }: Reencoding,
  codecs: Codecs,
): Promise<Uint8Array<ArrayBuffer>> {
  const encode = (at: number): Promise<Uint8Array<ArrayBuffer>> =>
    format === 'webp'
      ? codecs.encodeWebp(picture, { format, quality: at, lossless: false, hasAlpha: false })
      : codecs.encodeJpeg(picture, {
          format,
          quality: at,
          subsampling: '4:2:0',
          progressive: false,
        });
  return mostBytes === undefined ? encode(quality) : highestThatFits(encode, quality, mostBytes);
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

/** Each pixel the mean of what it covers, so that nothing aliases; opaque. */
export function shrink(photo: Photo, { width, height }: Size): Photo {
  if (width === photo.width && height === photo.height) return photo;
  const across = coverage(photo.width, width);
  const down = coverage(photo.height, height);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const row = new Float32Array(photo.width * 3);
  for (let y = 0; y < height; y++) {
    row.fill(0);
    for (let from = down.first[y]!; from <= down.last[y]!; from++) {
      const share = down.shareOf(y, from);
      let at = from * photo.width * 4;
      for (let i = 0; i < row.length; i += 3, at += 4) {
        row[i]! += share * photo.data[at]!;
        row[i + 1]! += share * photo.data[at + 1]!;
        row[i + 2]! += share * photo.data[at + 2]!;
      }
    }
    for (let x = 0; x < width; x++) {
      let [red, green, blue] = [0, 0, 0];
      for (let from = across.first[x]!; from <= across.last[x]!; from++) {
        const share = across.shareOf(x, from);
        red += share * row[from * 3]!;
        green += share * row[from * 3 + 1]!;
        blue += share * row[from * 3 + 2]!;
      }
      const at = (y * width + x) * 4;
      data[at] = red;
      data[at + 1] = green;
      data[at + 2] = blue;
    }
  }
  return { width, height, data };
}

/** Which pixels of a line of `size` each of `smaller` covers, and with which share of its own. */
function coverage(size: number, smaller: number) {
  const step = size / smaller;
  const first = Int32Array.from({ length: smaller }, (_, i) => Math.floor(i * step));
  const last = Int32Array.from(
    { length: smaller },
    (_, i) => Math.min(size, Math.ceil((i + 1) * step - 1e-9)) - 1,
  );
  const shareOf = (i: number, pixel: number): number =>
    (Math.min(pixel + 1, (i + 1) * step) - Math.max(pixel, i * step)) / step;
  return { first, last, shareOf };
}
