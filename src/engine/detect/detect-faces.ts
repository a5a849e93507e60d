import type { FivePoints } from '../align/five-points';
import type { PhotoPyramid } from '../geometry/photo-pyramid';
import { createPhotoPyramid } from '../geometry/photo-pyramid';
import { samplePhoto } from '../geometry/sample-photo';
import type { Point, Similarity } from '../geometry/similarity';
import type { FrozenNetwork } from '../network/frozen-network';
import type { Box, Photo } from '../photo';
import type { RawFace } from './blazeface';
import { BLAZEFACE_SIZE, runBlazeface } from './blazeface';
import { boxOverlap, boxShare } from './box-overlap';
import { nonMaxSuppression } from './non-max-suppression';
import { boundsOf, placeLandmarks } from './place-landmarks';
import { searchTiles } from './tiles';

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
  /** Side of the smallest search tile, photo pixels; an eighth of the longest side if more. */
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
  const smallest = Math.max(settings.smallestTile, Math.max(photo.width, photo.height) / 8);
  const candidates: RawFace[] = [];
  for (const tile of searchTiles(photo.width, photo.height, smallest)) {
    if (near && !near.some((box) => boxShare(box, tile) > 0)) continue;
    candidates.push(...(await searchTile(photo, pyramid, networks.detector, tile, settings)));
  }
  const aligned: DetectedFace[] = [];
  const small: DetectedFace[] = [];
  // What is no face must not hide one: only an aligned face stands for all that overlap with it.
  const taken: Box[] = [];
  const refused: Box[] = [];
  for (const candidate of candidates.sort((a, b) => b.score - a.score)) {
    const { box } = candidate;
    if (taken.some((other) => boxShare(box, other) > SAME_FACE)) continue;
    if (refused.some((other) => boxOverlap(box, other) > SAME_CROP)) continue;
    const landmarks = await placeLandmarks(photo, networks.landmarker, candidate);
    const [right, left] = landmarks.points;
    const eyes = Math.hypot(left[0] - right[0], left[1] - right[1]);
    const isFace = landmarks.presence >= settings.minimumPresence;
    const isLarge = eyes >= settings.minimumEyeDistance;
    (isFace && isLarge ? taken : refused).push(box);
    if (!isFace) continue;
    (isLarge ? aligned : small).push({
      box: tightBox(photo, landmarks.outline),
      points: landmarks.points,
      score: candidate.score,
    });
  }
  const faces = nonMaxSuppression(aligned, SAME_FACE).sort(
    (a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0],
  );
  const tooSmall = nonMaxSuppression(small, SAME_FACE)
    .map(({ box }) => box)
    .filter((box) => !faces.some((face) => boxShare(face.box, box) >= SAME_FACE));
  return { faces, tooSmall };
}

async function searchTile(
  photo: Photo,
  pyramid: PhotoPyramid,
  detector: FrozenNetwork,
  tile: Box,
  settings: DetectionSettings,
): Promise<RawFace[]> {
  const scale = tile[2] / BLAZEFACE_SIZE;
  const level = pyramid.levelFor(scale);
  const toLevel: Similarity = {
    a: scale / level.pixelSize,
    b: 0,
    tx: tile[0] / level.pixelSize,
    ty: tile[1] / level.pixelSize,
  };
  const pixels = samplePhoto(level.photo, toLevel, BLAZEFACE_SIZE, BLAZEFACE_SIZE);
  const faces = await runBlazeface(detector, pixels, settings.minimumScore);
  const move = ([x, y]: Point): Point => [x * scale + tile[0], y * scale + tile[1]];
  return faces
    .map((face): RawFace => {
      const [x, y] = move([face.box[0], face.box[1]]);
      return {
        box: [x, y, face.box[2] * scale, face.box[3] * scale],
        points: face.points.map(move),
        score: face.score,
      };
    })
    .filter((face) => isInside(photo, face.box));
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
