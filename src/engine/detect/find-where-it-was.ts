import type { FivePoints } from '../align/five-points';
import type { FrozenNetwork } from '../network/frozen-network';
import type { Photo } from '../photo';
import { boxShare } from './box-overlap';
import type { DetectedFace } from './detect-faces';
import { DETECTION, SAME_FACE } from './detect-faces';
import { boundsOf, placeLandmarks } from './place-landmarks';

/**
 * Asks the landmarks alone about a face whose place is known, and gives theirs; undefined where they
 * are no longer those of a face, or have moved to another. For faces that the detector no longer sees
 * and another one may (docs/decisions/0040).
 */
export async function findWhereItWas(
  photo: Photo,
  landmarker: FrozenNetwork,
  { box, points }: Pick<DetectedFace, 'box' | 'points'>,
): Promise<FivePoints | undefined> {
  const landmarks = await placeLandmarks(photo, landmarker, { box, points });
  if (landmarks.presence < DETECTION.minimumPresence) return undefined;
  return boxShare(boundsOf(landmarks.outline), box) >= SAME_FACE ? landmarks.points : undefined;
}
