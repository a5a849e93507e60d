import type { FloatMap } from '../geometry/float-map';
import { sampleMap } from '../geometry/float-map';
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

/** What `levelOf` makes of J at every sample of the region, three to a pixel, row by row. */
export function levelsOf(
  { map, pixelSize }: ScaledJnd,
  [, , width, height]: Box,
  levelOf: (jnd: number) => number,
): Uint8Array {
  const levels = new Uint8Array(3 * width * height);
  if (pixelSize === 1) {
    for (let i = 0; i < levels.length; i++) levels[i] = levelOf(map.data[i]!);
    return levels;
  }
  const a = 1 / pixelSize;
  for (let y = 0; y < height; y++) {
    // By rows: a region may be most of a photo, which would not fit in floats.
    const row = sampleMap(map, { a, b: 0, tx: 0, ty: a * y }, width, 1, 'edge').data;
    for (let i = 0; i < row.length; i++) levels[3 * width * y + i] = levelOf(row[i]!);
  }
  return levels;
}
