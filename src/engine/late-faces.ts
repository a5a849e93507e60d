import { boxOverlap, coveredShare } from './detect/box-overlap';
import type { DetectedFace } from './detect/detect-faces';
import { SAME_ALIGNED } from './detect/detect-faces';
import type { OpenFace } from './open-face';
import type { Box } from './photo';

/** What lies in the box of a known face with more of its own is a piece of that face. */
const PIECE_OF = 0.7;

/**
 * Of the faces `seen` in the delivered picture, those that the detector did not see in the original,
 * and that are none of those that were `tooSmall` there: one that it nearly saw, or that a change
 * beside it uncovers. Whoever reads the file sees them as well.
 */
export function lateFaces(
  seen: readonly DetectedFace[],
  open: readonly OpenFace[],
  tooSmall: readonly Box[],
): DetectedFace[] {
  const known = [...open.map(({ work }) => work.reference.face.box), ...tooSmall];
  return seen.filter(({ box }) => isNew(box, known));
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
