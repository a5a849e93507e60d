import type { Photo } from '../../../src/engine/photo';

/** A photo-like picture: smooth shading and some texture, always the same. Opaque unless `alpha` says. */
export function makePhoto(
  width: number,
  height: number,
  alpha: (x: number, y: number) => number = () => 255,
): Photo {
  const data = new Uint8ClampedArray(4 * width * height);
  let state = 1;
  for (let at = 0; at < data.length; at += 4) {
    const x = (at / 4) % width;
    const y = Math.floor(at / 4 / width);
    state = (state * 48271) % 2147483647;
    const texture = (state % 17) - 8;
    data[at] = 40 + (180 * x) / width + texture;
    data[at + 1] = 40 + (180 * y) / height + texture;
    data[at + 2] = 128 + 60 * Math.sin((x + y) / 19) - texture;
    data[at + 3] = alpha(x, y);
  }
  return { width, height, data };
}

/** Largest difference of any channel of any pixel; Infinity when the sizes differ. */
export function largestDifference(a: Photo, b: Photo): number {
  if (a.width !== b.width || a.height !== b.height) return Infinity;
  return a.data.reduce((most, value, at) => Math.max(most, Math.abs(value - b.data[at]!)), 0);
}

/** Peak signal-to-noise ratio over all channels, in dB. */
export function psnr(a: Photo, b: Photo): number {
  const squares = a.data.reduce((sum, value, at) => sum + (value - b.data[at]!) ** 2, 0);
  return 10 * Math.log10((255 ** 2 * a.data.length) / squares);
}

/** The middle of a photo. */
export function cropped(photo: Photo, width: number, height: number): Photo {
  const left = (photo.width - width) >> 1;
  const top = (photo.height - height) >> 1;
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y += 1) {
    const from = 4 * ((top + y) * photo.width + left);
    data.set(photo.data.subarray(from, from + 4 * width), 4 * y * width);
  }
  return { width, height, data };
}
