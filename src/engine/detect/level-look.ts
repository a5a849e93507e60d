import type { PhotoPyramid } from '../geometry/photo-pyramid';
import { samplePyramid } from '../geometry/photo-pyramid';
import { BLAZEFACE_SIZE } from './blazeface';
import type { DetectedFace } from './detect-faces';
import type { Detect } from './search-tile';

/** Side of what is looked at, in sides of the face's box: enough of what is about it to know it by. */
const SIDES = 2.6;
/** Scores below this say nothing. */
const LEAST_SCORE = 0.1;

/**
 * How sure the detector is of a face, 0 to 1, when it sees it from a little way off with its eyes
 * level. Foreheads and hair that it takes for a face upside down lose by that, and faces that are
 * held at a slant gain.
 */
export async function levelScore(
  { box, points }: Pick<DetectedFace, 'box' | 'points'>,
  pyramid: PhotoPyramid,
  detect: Detect,
): Promise<number> {
  const [x, y, width, height] = box;
  const [right, left] = points;
  const angle = Math.atan2(left[1] - right[1], left[0] - right[0]);
  const scale = (SIDES * Math.max(width, height)) / BLAZEFACE_SIZE;
  const [a, b] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  const half = BLAZEFACE_SIZE / 2;
  const tx = x + width / 2 - (a * half - b * half);
  const ty = y + height / 2 - (b * half + a * half);
  const tile = samplePyramid(pyramid, { a, b, tx, ty }, BLAZEFACE_SIZE, BLAZEFACE_SIZE);
  const faces = await detect(tile, LEAST_SCORE);
  return Math.max(0, ...faces.map(({ score }) => score));
}
