import type { FivePoints } from '../align/five-points';
import type { PhotoPyramid } from '../geometry/photo-pyramid';
import type { Box } from '../photo';
import type { RawFace } from './blazeface';
import { boxOverlap, boxShare } from './box-overlap';
import type { DetectedFace, DetectionNetworks } from './detect-faces';
import { DETECTION, detectorOf, SAME_FACE } from './detect-faces';
import { boundsOf, placeLandmarks } from './place-landmarks';
import { searchTile } from './search-tile';

/** Side of the tile about a face, in sides of its box: the detector sees all of it and its head. */
const TILE_SIDES = 3.3;

type Known = Pick<DetectedFace, 'box' | 'points'>;

/**
 * Looks for a face whose place is known: by the detector in one tile about it and the landmarks on
 * what it sees there, else by the landmarks alone on the old place, for faces that the detector no
 * longer sees and another one may (docs/decisions/0040, 0051). `boxes`: of all faces known, this one
 * among them, so that one beside it is not taken for it. Undefined where it is not found.
 */
export async function findWhereItWas(
  pyramid: PhotoPyramid,
  networks: DetectionNetworks,
  face: Known,
  boxes: readonly Box[],
): Promise<FivePoints | undefined> {
  const { landmarker } = networks;
  const [x, y, width, height] = face.box;
  const side = TILE_SIDES * Math.max(width, height);
  const tile: Box = [x + (width - side) / 2, y + (height - side) / 2, side, side];
  const seen = await searchTile(pyramid, detectorOf(networks), tile, DETECTION.minimumScore);
  const own = seen.filter(({ box }) => ownerOf(box, boxes) === face.box);
  const surest = own.reduce<RawFace | undefined>(
    (best, one) => (best && best.score >= one.score ? best : one),
    undefined,
  );
  for (const from of [surest, face]) {
    if (!from) continue;
    const landmarks = await placeLandmarks(pyramid, landmarker, from);
    if (landmarks.presence < DETECTION.minimumPresence) continue;
    if (boxShare(boundsOf(landmarks.outline), face.box) >= SAME_FACE) return landmarks.points;
  }
  return undefined;
}

/**
 * Which of the faces at `boxes` a detection is of, if of any: one beside or before another must not
 * stand for that one too.
 */
export function ownerOf(box: Box, boxes: readonly Box[]): Box | undefined {
  const [best] = boxes
    .filter((face) => boxShare(box, face) >= SAME_FACE)
    .map((face) => ({ face, overlap: boxOverlap(box, face) }))
    .sort((a, b) => b.overlap - a.overlap);
  return best?.face;
}
