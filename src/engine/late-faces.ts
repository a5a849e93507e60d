import { boxOverlap, coveredShare } from './detect/box-overlap';
import type { DetectedFace } from './detect/detect-faces';
import { findFaces, SAME_ALIGNED } from './detect/detect-faces';
import type { EngineModels } from './models/load-engine-models';
import type { OpenFace } from './open-face';
import type { Box, Photo } from './photo';

/** What lies in the box of a known face with more of its own is a piece of that face. */
const PIECE_OF = 0.7;

/**
 * Faces that the detector sees in the delivered picture and did not see in the original, and that are
 * none of those that were `tooSmall` there: one that it nearly saw, or that a change beside it
 * uncovers. Whoever reads the file sees them as well.
 */
export async function lateFaces(
  delivered: Photo,
  open: readonly OpenFace[],
  tooSmall: readonly Box[],
  models: EngineModels,
): Promise<DetectedFace[]> {
  const { faces } = await findFaces(delivered, models);
  const known = [...open.map(({ work }) => work.reference.face.box), ...tooSmall];
  return faces.filter(({ box }) => isNew(box, known));
}

/**
 * Whether a box is of none of the faces known: a face around a known one is new, and may be the
 * one behind it; what lies in a known one is not.
 */
export function isNew(box: Box, known: readonly Box[]): boolean {
  return known.every(
    (one) => boxOverlap(box, one) <= SAME_ALIGNED && coveredShare(box, one) <= PIECE_OF,
  );
}
