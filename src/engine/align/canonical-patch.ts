import { createPhotoPyramid, samplePyramid } from '../geometry/photo-pyramid';
import type { Similarity } from '../geometry/similarity';
import {
  applySimilarity,
  composeSimilarity,
  invertSimilarity,
  similarityScale,
} from '../geometry/similarity';
import type { FrameCrop } from '../models/model-index';
import type { Box, Photo } from '../photo';
import { cropToFrame, frameToPhoto } from './align-face';
import type { FivePoints } from './five-points';

/**
 * What the canonical patch shows of the ArcFace frame: 160 units a side around its centre, about
 * 2.2 eye distances to each side: every recogniser's crop with room for shift, scale and rotation.
 */
export const PATCH_FRAME: FrameCrop = { x: -24, y: -24, side: 160 };

const SMALLEST_PATCH = 128;
const LARGEST_PATCH = 256;
/** The differentiable JPEG needs whole 16 x 16 blocks. */
const PATCH_STEP = 16;

/** An upright, eye-aligned view of one face, in which the perturbation is optimised. */
export interface CanonicalPatch {
  /** Side in patch pixels, 128 to 256, a multiple of 16: about the photo's own resolution. */
  readonly size: number;
  readonly toPhoto: Similarity;
  readonly fromPhoto: Similarity;
  /** The photo's whole pixels that the patch touches, cut at the photo's border. */
  readonly region: Box;
}

export function placePatch(photo: Photo, points: FivePoints): CanonicalPatch {
  const frame = frameToPhoto(points);
  const wanted = PATCH_FRAME.side * similarityScale(frame);
  const steps = Math.round(wanted / PATCH_STEP) * PATCH_STEP;
  const size = Math.min(LARGEST_PATCH, Math.max(SMALLEST_PATCH, steps));
  const toPhoto = composeSimilarity(frame, cropToFrame(PATCH_FRAME, size));
  return {
    size,
    toPhoto,
    fromPhoto: invertSimilarity(toPhoto),
    region: regionOf(photo, toPhoto, size),
  };
}

/** The photo in the patch: [size, size, 3] RGB in [0, 1]. */
export function readPatch(photo: Photo, patch: CanonicalPatch): Float32Array {
  return samplePyramid(createPhotoPyramid(photo), patch.toPhoto, patch.size, patch.size);
}

function regionOf(photo: Photo, toPhoto: Similarity, size: number): Box {
  const corners = [
    applySimilarity(toPhoto, [0, 0]),
    applySimilarity(toPhoto, [size, 0]),
    applySimilarity(toPhoto, [0, size]),
    applySimilarity(toPhoto, [size, size]),
  ];
  const xs = corners.map((corner) => corner[0]);
  const ys = corners.map((corner) => corner[1]);
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  const right = Math.min(photo.width, Math.ceil(Math.max(...xs)));
  const bottom = Math.min(photo.height, Math.ceil(Math.max(...ys)));
  return [left, top, right - left, bottom - top];
}
