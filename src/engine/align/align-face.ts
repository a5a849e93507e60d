import type { PhotoPyramid } from '../geometry/photo-pyramid';
import { samplePyramid } from '../geometry/photo-pyramid';
import type { Similarity } from '../geometry/similarity';
import { composeSimilarity, fitSimilarity } from '../geometry/similarity';
import type { FrameCrop } from '../models/model-index';
import type { FivePoints } from './five-points';
import { ARCFACE_POINTS } from './five-points';

/** From the 112-unit ArcFace frame to photo pixels, by all five points. */
export function frameToPhoto(points: FivePoints): Similarity {
  return fitSimilarity(ARCFACE_POINTS, points);
}

/** From the pixels of a square image of `size` that shows `crop`, to the ArcFace frame. */
export function cropToFrame(crop: FrameCrop, size: number): Similarity {
  return { a: crop.side / size, b: 0, tx: crop.x, ty: crop.y };
}

/**
 * The aligned face as a recogniser sees it: `crop` of the ArcFace frame at `size` pixels a side.
 * Returns [size, size, 3] RGB in [0, 1]; the photo is continued by reflection.
 */
export function alignFace(
  pyramid: PhotoPyramid,
  points: FivePoints,
  crop: FrameCrop,
  size: number,
): Float32Array {
  const toPhoto = composeSimilarity(frameToPhoto(points), cropToFrame(crop, size));
  return samplePyramid(pyramid, toPhoto, size, size);
}
