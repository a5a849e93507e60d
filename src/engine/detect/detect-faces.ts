import type { FivePoints } from '../align/five-points';
import { createPhotoPyramid } from '../geometry/photo-pyramid';
import type { Point } from '../geometry/similarity';
import type { FrozenNetwork } from '../network/frozen-network';
import type { Box, Photo } from '../photo';
import type { RawFace } from './blazeface';
import { boxOverlap, boxShare } from './box-overlap';
import { nonMaxSuppression } from './non-max-suppression';
import { boundsOf, placeLandmarks } from './place-landmarks';
import { searchTile } from './search-tile';
import { isSeenByItself, LOOKS } from './seen-by-itself';
import { searchTiles, smallestTile } from './tiles';

/** A face in a photo; everything in photo pixels. */
export interface DetectedFace {
  /** Tight: brows to chin, cheek to cheek. */
  readonly box: Box;
  readonly points: FivePoints;
  /** Score of the detector, 0 to 1. */
  readonly score: number;
}

export interface DetectionNetworks {
  readonly detector: FrozenNetwork;
  readonly landmarker: FrozenNetwork;
}

export interface DetectionSettings {
  /** Least detector score, 0 to 1. */
  readonly minimumScore: number;
  /** Least landmark presence, 0 to 1. */
  readonly minimumPresence: number;
  /** Side of the smallest search tile, photo pixels; in large photos it is more (tiles.ts). */
  readonly smallestTile: number;
  /** Faces whose eyes are closer than this are left out, photo pixels. */
  readonly minimumEyeDistance: number;
}

export const DETECTION: DetectionSettings = {
  minimumScore: 0.5,
  minimumPresence: 0.5,
  smallestTile: 480,
  minimumEyeDistance: 8,
};

/**
 * Two detections share at least this much of the smaller box when they are of one face. The
 * share of the smaller box, not intersection over union: parts of a large face are found as
 * small faces in the small tiles.
 */
export const SAME_FACE = 0.4;

/** Two candidates whose intersection over union is greater show the landmarks about the same crop. */
const SAME_CROP = 0.6;

/** Boxes of one face that was found or aligned twice, as intersection over union. */
export const SAME_ALIGNED = 0.5;

/** A face, and the detector's own box, which is wider than the tight one. */
interface Candidate extends DetectedFace {
  readonly raw: Box;
}

/** What a search has found. */
export interface FoundFaces {
  readonly faces: DetectedFace[];
  /** Boxes of faces whose eyes are too close for an alignment, where no other face was found. */
  readonly tooSmall: readonly Box[];
}

/** The faces of a photo that can be aligned; see findFaces. */
export async function detectFaces(
  photo: Photo,
  networks: DetectionNetworks,
  near?: readonly Box[],
  settings: DetectionSettings = DETECTION,
): Promise<DetectedFace[]> {
  return (await findFaces(photo, networks, near, settings)).faces;
}

/**
 * Finds the faces of a photo: BlazeFace over a pyramid of tiles, then Face Mesh on an upright
 * crop of each candidate, which places the landmarks and rejects what is no face. Faces are in
 * order of their box, top to bottom, then left to right. With `near`, only tiles that touch one
 * of those boxes are searched: inside them the result is that of a full search.
 */
export async function findFaces(
  photo: Photo,
  networks: DetectionNetworks,
  near?: readonly Box[],
  settings: DetectionSettings = DETECTION,
): Promise<FoundFaces> {
  const pyramid = createPhotoPyramid(photo);
  const { minimumScore } = settings;
  const smallest = smallestTile(photo.width, photo.height, settings.smallestTile);
  const candidates: RawFace[] = [];
  for (const tile of searchTiles(photo.width, photo.height, smallest)) {
    if (near && !near.some((box) => boxShare(box, tile) > 0)) continue;
    const seen = await searchTile(pyramid, networks.detector, tile, minimumScore);
    candidates.push(...seen.filter(({ box }) => isInside(photo, box)));
  }
  const faces: Candidate[] = [];
  const small: Candidate[] = [];
  const looked: Box[] = [];
  const isSeen = (box: Box, look: keyof typeof LOOKS): Promise<boolean> =>
    isSeenByItself(box, pyramid, networks.detector, minimumScore, LOOKS[look]);
  for (const candidate of candidates.sort((a, b) => b.score - a.score)) {
    const { box: raw, score } = candidate;
    if (looked.some((other) => boxOverlap(raw, other) > SAME_CROP)) continue;
    if (faces.some((face) => boxOverlap(raw, face.raw) > SAME_ALIGNED)) continue;
    // What lies on a face may be another one, and must not be lost; or a piece of it.
    const isOver = faces.some(
      (face) => boxShare(raw, face.raw) > SAME_FACE || boxShare(raw, face.box) > SAME_FACE,
    );
    looked.push(raw);
    if (isOver && !(await isSeen(raw, 'raw'))) continue;
    const landmarks = await placeLandmarks(photo, networks.landmarker, candidate);
    if (landmarks.presence < settings.minimumPresence) continue;
    const box = tightBox(photo, landmarks.outline);
    if (faces.some((face) => boxOverlap(box, face.box) > SAME_ALIGNED)) continue;
    const isBeside = isOver || faces.some((face) => boxShare(box, face.box) > SAME_FACE);
    if (isBeside && !(await isSeen(boundsOf(landmarks.outline), 'tight'))) continue;
    const { points } = landmarks;
    const eyes = Math.hypot(points[1][0] - points[0][0], points[1][1] - points[0][1]);
    const kind = eyes >= settings.minimumEyeDistance ? faces : small;
    kind.push({ raw, box, points, score });
  }
  const tooSmall = nonMaxSuppression(small, SAME_FACE)
    .map(({ box }) => box)
    .filter((box) => !faces.some((face) => boxShare(face.box, box) >= SAME_FACE));
  faces.sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
  return { faces: faces.map(({ box, points, score }) => ({ box, points, score })), tooSmall };
}

/** A tile that reaches over the border shows reflections: a face there is nobody's. */
function isInside(photo: Photo, [x, y, width, height]: Box): boolean {
  const cx = x + width / 2;
  const cy = y + height / 2;
  return cx >= 0 && cy >= 0 && cx < photo.width && cy < photo.height;
}

/** The outline's bounding box on whole pixels, cut at the photo's border. */
function tightBox(photo: Photo, outline: readonly Point[]): Box {
  const [x, y, width, height] = boundsOf(outline);
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  const right = Math.min(photo.width, Math.ceil(x + width));
  const bottom = Math.min(photo.height, Math.ceil(y + height));
  return [left, top, Math.max(1, right - left), Math.max(1, bottom - top)];
}
