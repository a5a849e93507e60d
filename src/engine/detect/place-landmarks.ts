import type { FaceLandmarks } from '../align/facemesh';
import { FACEMESH_SIZE, runFacemesh } from '../align/facemesh';
import type { PhotoPyramid } from '../geometry/photo-pyramid';
import type { Point, Similarity } from '../geometry/similarity';
import type { FrozenNetwork } from '../network/frozen-network';
import type { Box } from '../photo';
import type { RawFace } from './blazeface';

/** Face Mesh expects an upright face that fills about two thirds of its crop. */
const CROP_GROWTH = 1.5;

/**
 * Runs the landmarks twice: the first pass, on the detector's crop, says where the face really
 * lies; the second sees it centred and upright.
 */
export async function placeLandmarks(
  pyramid: PhotoPyramid,
  landmarker: FrozenNetwork,
  face: Pick<RawFace, 'box' | 'points'>,
): Promise<FaceLandmarks> {
  const [x, y, width, height] = face.box;
  const [rightEye = [x, y], leftEye = [x + width, y]] = face.points;
  const first = await runFacemesh(
    landmarker,
    pyramid,
    uprightCrop([x + width / 2, y + height / 2], rightEye, leftEye, Math.max(width, height)),
  );
  const [tx, ty, tightWidth, tightHeight] = boundsOf(first.outline);
  const [right, left] = first.points;
  const side = Math.max(tightWidth, tightHeight);
  if (!(side > 0)) return first;
  return runFacemesh(
    landmarker,
    pyramid,
    uprightCrop([tx + tightWidth / 2, ty + tightHeight / 2], right, left, side),
  );
}

/** Crop pixels to photo pixels for a face of size `side` around `centre`, its eyes level. */
function uprightCrop(centre: Point, rightEye: Point, leftEye: Point, side: number): Similarity {
  const angle = Math.atan2(leftEye[1] - rightEye[1], leftEye[0] - rightEye[0]);
  const scale = (side * CROP_GROWTH) / FACEMESH_SIZE;
  const a = scale * Math.cos(angle);
  const b = scale * Math.sin(angle);
  const half = FACEMESH_SIZE / 2;
  return { a, b, tx: centre[0] - (a * half - b * half), ty: centre[1] - (b * half + a * half) };
}

export function boundsOf(points: readonly Point[]): Box {
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
}
