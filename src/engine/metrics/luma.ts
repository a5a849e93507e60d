import type { Box, Photo } from '../photo';

/** One channel of a photo or of a part of it, row by row. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly values: Float64Array;
}

/** BT.601 luma of `box`, 0 to 255, not rounded. */
export function luma(photo: Photo, [left, top, width, height]: Box): Plane {
  const { data } = photo;
  const values = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = ((top + y) * photo.width + left + x) * 4;
      values[y * width + x] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
    }
  }
  return { width, height, values };
}
