import { boxShare } from './detect/box-overlap';
import type { DetectedFace } from './detect/detect-faces';
import { findFaces, PART_OF } from './detect/detect-faces';
import type { EngineModels } from './models/load-engine-models';
import type { OpenFace } from './open-face';
import type { Photo } from './photo';

/**
 * Faces that the detector sees in the delivered picture and did not see in the original: one that it
 * nearly saw there, or that a change beside it uncovers. Whoever reads the file sees them as well.
 */
export async function lateFaces(
  delivered: Photo,
  open: readonly OpenFace[],
  models: EngineModels,
): Promise<DetectedFace[]> {
  const { faces } = await findFaces(delivered, models);
  const known = open.map(({ work }) => work.reference.face.box);
  return faces.filter(({ box }) => known.every((one) => boxShare(box, one) <= PART_OF));
}
