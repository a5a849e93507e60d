import type { FloatMap } from '../geometry/float-map';
import type { Box, Photo } from '../photo';
import { jndModelOf } from './jnd-models';
import { jndAtScale } from './jnd-at-scale';

/** Of the box, on each side: about what the patch of a face reaches beyond it. */
const MARGIN = 0.35;
/** The models need this many samples each way. */
const LEAST_SIDE = 5;

/** J of a part of a photo. */
export interface JndPart {
  readonly region: Box;
  /** At the size at which it is used: of a large region smaller than that. */
  readonly jnd: FloatMap;
}

/**
 * J around a face, by the model that a job with these options uses; for looking at, not for
 * measuring: the region is placed by the box alone. Undefined where the photo has too little there.
 */
export async function jndAround(
  photo: Photo,
  box: Box,
  options: Parameters<typeof jndModelOf>[0],
): Promise<JndPart | undefined> {
  const [left, width] = spanAround(box[0], box[2], photo.width);
  const [top, height] = spanAround(box[1], box[3], photo.height);
  if (width < LEAST_SIDE || height < LEAST_SIDE) return undefined;
  const region: Box = [left, top, width, height];
  const { map } = await jndAtScale(photo, region, jndModelOf(options));
  return { region, jnd: map };
}

/** `size` from `start` with the margin on both sides, cut where the photo ends. */
function spanAround(start: number, size: number, limit: number): [start: number, size: number] {
  const from = Math.max(0, Math.floor(start - MARGIN * size));
  const to = Math.min(limit, Math.ceil(start + (1 + MARGIN) * size));
  return [from, to - from];
}
