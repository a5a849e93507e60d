import type { Photo } from '../../engine/photo';
import type { Codecs } from './codecs';
import type { NativeColours } from './file-format';
import { srgbProfile } from './srgb-profile';

/**
 * Carries what the engine changed in sRGB over to the photo's own colours. A pixel that did not change
 * keeps its own value, so nothing outside the patches is clipped to sRGB; a changed one takes the same
 * step in its own space. `before` and `after` are the engine's photo, unchanged and changed, and
 * `native` the same pixels in their own profile.
 */
export async function intoNativeColours(
  before: Photo,
  after: Photo,
  native: NativeColours,
  codecs: Codecs,
): Promise<Photo> {
  const changed = changedPixels(before, after);
  const data = native.photo.data.slice();
  if (changed.length === 0) return { ...native.photo, data };
  const own = (photo: Photo): Promise<Uint8ClampedArray> =>
    codecs.convertColours(gather(photo, changed), srgbProfile(), native.profile, false);
  const [from, to] = [await own(before), await own(after)];
  changed.forEach((pixel, index) => {
    for (let channel = 0; channel < 3; channel += 1) {
      const [at, sample] = [4 * pixel + channel, 4 * index + channel];
      data[at] = stepped(data[at]!, from[sample]!, to[sample]!);
    }
    data[4 * pixel + 3] = after.data[4 * pixel + 3]!;
  });
  return { ...native.photo, data };
}

/**
 * Inside sRGB the way there and back ends at the value itself, give or take a rounding: then `to` is
 * exact. Outside, sRGB only knows the clipped colour, and the step counts. The array clamps.
 */
function stepped(own: number, from: number, to: number): number {
  return Math.abs(own - from) <= 1 ? to : own + to - from;
}

function changedPixels(before: Photo, after: Photo): Uint32Array {
  const isChanged = (pixel: number): boolean => {
    for (let at = 4 * pixel; at < 4 * pixel + 4; at += 1) {
      if (before.data[at] !== after.data[at]) return true;
    }
    return false;
  };
  const count = before.width * before.height;
  let found = 0;
  for (let pixel = 0; pixel < count; pixel += 1) if (isChanged(pixel)) found += 1;
  const pixels = new Uint32Array(found);
  let next = 0;
  for (let pixel = 0; pixel < count; pixel += 1) {
    if (isChanged(pixel)) pixels[next++] = pixel;
  }
  return pixels;
}

function gather({ data }: Photo, pixels: Uint32Array): Uint8ClampedArray {
  const gathered = new Uint8ClampedArray(4 * pixels.length);
  pixels.forEach((pixel, index) => {
    gathered.set(data.subarray(4 * pixel, 4 * pixel + 4), 4 * index);
  });
  return gathered;
}
