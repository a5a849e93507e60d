import { boxShare } from './detect/box-overlap';
import type { DetectedFace } from './detect/detect-faces';
import { findFaces } from './detect/detect-faces';
import type { EngineModels } from './models/load-engine-models';
import type { OpenFace } from './open-face';
import type { Box, Photo } from './photo';

/** What shares more of the smaller box with a known face is that face, or a piece of it. */
const PART_OF = 0.7;

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
  return faces.filter(({ box }) => known.every((one) => boxShare(box, one) <= PART_OF));
}
