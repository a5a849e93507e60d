import type { Photo } from '../photo';
import { samplePhoto } from './sample-photo';
import type { Similarity } from './similarity';
import { similarityScale } from './similarity';

/** A photo at 1, 1/2, 1/4 … of its size, each level made when it is first asked for. */
export interface PhotoPyramid {
  /**
   * The smallest level that still has at least one pixel per sample when the photo is sampled
   * every `spacing` pixels, and how many photo pixels one of its pixels spans.
   */
  levelFor(spacing: number): { readonly photo: Photo; readonly pixelSize: number };
}

export function createPhotoPyramid(photo: Photo): PhotoPyramid {
  const levels = [photo];
  return {
    levelFor(spacing) {
      const wanted = Math.max(0, Math.floor(Math.log2(spacing)));
      let last = photo;
      for (let level = 0; level <= wanted; level++) {
        last = levels[level] ??= halvePhoto(last);
      }
      return { photo: last, pixelSize: 2 ** wanted };
    },
  };
}

/** The same as samplePhoto of the photo itself, from the level that has about as many pixels. */
export function samplePyramid(
  pyramid: PhotoPyramid,
  toPhoto: Similarity,
  width: number,
  height: number,
): Float32Array {
  const { photo, pixelSize } = pyramid.levelFor(similarityScale(toPhoto));
  return samplePhoto(photo, toLevel(toPhoto, pixelSize), width, height);
}

/**
 * The same for who needs no more than a good look: one sample of the level that has nearest to one
 * pixel for it, a quarter of the work.
 */
export function glanceAtPyramid(
  pyramid: PhotoPyramid,
  toPhoto: Similarity,
  width: number,
  height: number,
): Float32Array {
  const { photo, pixelSize } = pyramid.levelFor(Math.SQRT2 * similarityScale(toPhoto));
  return samplePhoto(photo, toLevel(toPhoto, pixelSize), width, height, 1);
}

function toLevel({ a, b, tx, ty }: Similarity, pixelSize: number): Similarity {
  return { a: a / pixelSize, b: b / pixelSize, tx: tx / pixelSize, ty: ty / pixelSize };
}

/** Half the size, each pixel the mean of 2 x 2; an odd last row or column is averaged with itself. */
function halvePhoto(photo: Photo): Photo {
  const width = Math.ceil(photo.width / 2);
  const height = Math.ceil(photo.height / 2);
  const from = photo.data;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const top = 2 * y * photo.width;
    const bottom = Math.min(2 * y + 1, photo.height - 1) * photo.width;
    for (let x = 0; x < width; x++) {
      const left = 2 * x;
      const right = Math.min(2 * x + 1, photo.width - 1);
      const a = (top + left) * 4;
      const b = (top + right) * 4;
      const c = (bottom + left) * 4;
      const d = (bottom + right) * 4;
      const at = (y * width + x) * 4;
      for (let k = 0; k < 4; k++) {
        data[at + k] = (from[a + k]! + from[b + k]! + from[c + k]! + from[d + k]! + 2) >> 2;
      }
    }
  }
  return { width, height, data };
}
