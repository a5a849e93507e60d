import type { FloatMap } from '../geometry/float-map';
import { createPhotoPyramid, samplePyramid } from '../geometry/photo-pyramid';
import type { Box, Photo } from '../photo';
import type { JndModel } from './jnd-model';
import { jndOfRegion } from './jnd-of-region';

/**
 * Largest side of a region that is looked at pixel by pixel. What is larger is looked at in this
 * size: a face that fills it is seen whole only when it is shown no larger, and the grain of a photo
 * of many megapixels, which would hide a change there, is gone by then (docs/decisions/0052).
 */
const MOST_SIDE = 384;

/** J of a region of a photo, in [0, 1] units; a sample of the map spans `pixelSize` pixels. */
export interface ScaledJnd {
  readonly map: FloatMap;
  readonly pixelSize: number;
}

/** J of a region at the size at which the face is looked at. `afterTile`: see jndOfRegion. */
export async function jndAtScale(
  photo: Photo,
  region: Box,
  model: JndModel,
  afterTile?: () => Promise<void>,
): Promise<ScaledJnd> {
  const [left, top, width, height] = region;
  const pixelSize = Math.max(1, Math.max(width, height) / MOST_SIDE);
  if (pixelSize === 1)
    return { map: await jndOfRegion(photo, region, model, afterTile), pixelSize };
  const [w, h] = [Math.ceil(width / pixelSize), Math.ceil(height / pixelSize)];
  const samples = samplePyramid(
    createPhotoPyramid(photo),
    { a: pixelSize, b: 0, tx: left, ty: top },
    w,
    h,
  );
  const data = new Uint8ClampedArray(4 * w * h).fill(255);
  for (let i = 0; i < w * h; i++) {
    for (let k = 0; k < 3; k++) data[4 * i + k] = 255 * samples[3 * i + k]!;
  }
  const smaller: Photo = { width: w, height: h, data };
  return { map: await jndOfRegion(smaller, [0, 0, w, h], model, afterTile), pixelSize };
}

/**
 * What `levelOf` makes of J at every sample of `part` of the region (all of it, where it is not said),
 * three to a pixel, row by row. Between the samples of the map J is bilinear; at its border it goes on.
 */
export function levelsOf(
  { map, pixelSize }: ScaledJnd,
  region: Box,
  levelOf: (jnd: number) => number,
  [left, top, width, height]: Box = region,
): Uint8Array {
  const levels = new Uint8Array(3 * width * height);
  const { data } = map;
  const columns = placesOf(map.width, left - region[0], width, pixelSize);
  const rows = placesOf(map.height, top - region[1], height, pixelSize);
  let to = 0;
  for (let y = 0; y < height; y++) {
    const above = 3 * map.width * rows.first[y]!;
    const below = 3 * map.width * rows.second[y]!;
    const down = rows.share[y]!;
    for (let x = 0; x < width; x++) {
      const first = 3 * columns.first[x]!;
      const second = 3 * columns.second[x]!;
      const across = columns.share[x]!;
      for (let k = 0; k < 3; k++, to++) {
        const upper = data[above + first + k]! * (1 - across) + data[above + second + k]! * across;
        const lower = data[below + first + k]! * (1 - across) + data[below + second + k]! * across;
        levels[to] = levelOf(upper * (1 - down) + lower * down);
      }
    }
  }
  return levels;
}

/** Between which two samples of an axis of the map each pixel lies, and how near to the second. */
function placesOf(size: number, start: number, count: number, pixelSize: number) {
  const first = new Int32Array(count);
  const second = new Int32Array(count);
  const share = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const at = Math.min(size - 1, Math.max(0, (start + i + 0.5) / pixelSize - 0.5));
    first[i] = Math.floor(at);
    second[i] = Math.min(size - 1, first[i]! + 1);
    share[i] = at - first[i]!;
  }
  return { first, second, share };
}
