import { reflectionTable } from '../../src/engine/geometry/sample-photo';
import type { Photo } from '../../src/engine/photo';

/** The photo with `padding` pixels of its own mirror image on each side. */
export function padByReflection(photo: Photo, padding: number): Photo {
  const width = photo.width + 2 * padding;
  const height = photo.height + 2 * padding;
  const column = reflectionTable(photo.width);
  const row = reflectionTable(photo.height);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (row(y - padding) * photo.width + column(x - padding)) * 4;
      data.set(photo.data.subarray(from, from + 4), (y * width + x) * 4);
    }
  }
  return { width, height, data };
}
