import type { DetectedFace } from '../detect/detect-faces';
import { DETECTION } from '../detect/detect-faces';
import { boundsOf, placeLandmarks } from '../detect/place-landmarks';
import { createPhotoPyramid } from '../geometry/photo-pyramid';
import type { Point, Similarity } from '../geometry/similarity';
import { applySimilarity, composeSimilarity } from '../geometry/similarity';
import type { FrozenNetwork } from '../network/frozen-network';
import type { Photo } from '../photo';
import { cropToFrame, frameToPhoto } from './align-face';
import type { CanonicalPatch } from './canonical-patch';
import { PATCH_FRAME } from './canonical-patch';

/**
 * Looks for a face in what became of its patch, [s, s, 3] RGB in [0, 1]: gives the way from the
 * ArcFace frame by the landmarks found there to the one that the patch was made by (the identity
 * where no landmark moved), undefined where they are no longer those of a face.
 */
export type FindAgain = (image: Float32Array) => Promise<Similarity | undefined>;

/**
 * How whoever has only the changed picture aligns the face: by the same landmarks as the detector
 * does, in whole 8-bit levels. The two passes of the landmarks make it nearly the same whether the
 * detector's box comes first or, as here, that of the clean face (`box` and `points` in the photo).
 */
export function findAgainIn(
  { size, fromPhoto }: CanonicalPatch,
  { box, points }: Pick<DetectedFace, 'box' | 'points'>,
  landmarker: FrozenNetwork,
): FindAgain {
  const move = (point: Point): Point => applySimilarity(fromPhoto, point);
  const [x, y, width, height] = box;
  const corners = [
    [x, y],
    [x + width, y],
    [x, y + height],
    [x + width, y + height],
  ] as const;
  const before = { box: boundsOf(corners.map(move)), points: points.map(move) };
  return async (image) => {
    const found = await placeLandmarks(
      createPhotoPyramid(photoOf(image, size)),
      landmarker,
      before,
    );
    if (found.presence < DETECTION.minimumPresence) return undefined;
    return composeSimilarity(cropToFrame(PATCH_FRAME, size), frameToPhoto(found.points));
  };
}

function photoOf(image: Float32Array, size: number): Photo {
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let pixel = 0; pixel < size * size; pixel++) {
    for (let k = 0; k < 3; k++) data[pixel * 4 + k] = (image[pixel * 3 + k] ?? 0) * 255;
  }
  return { width: size, height: size, data };
}
