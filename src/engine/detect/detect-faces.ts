import type { FivePoints } from '../align/five-points';
import type { PhotoPyramid } from '../geometry/photo-pyramid';
import { createPhotoPyramid } from '../geometry/photo-pyramid';
import type { Point } from '../geometry/similarity';
import { inFlight } from '../in-flight';
import type { FrozenNetwork } from '../network/frozen-network';
import type { Box, Photo } from '../photo';
import type { RawFace } from './blazeface';
import { runBlazeface } from './blazeface';
import { boxOverlap, boxShare } from './box-overlap';
import { nonMaxSuppression } from './non-max-suppression';
import { boundsOf, placeLandmarks } from './place-landmarks';
import type { Detect, Quarters } from './search-tile';
import { searchTile } from './search-tile';
import { isSeenByItself, isSeenInEveryLook, LOOKS } from './seen-by-itself';
import { isFromAfar, searchTiles, smallestTile } from './tiles';

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
  /** Other workers that run the detector as well. */
  readonly elsewhere?: { readonly detect: Detect };
}

/** Runs the detector, elsewhere where that is possible. */
export function detectorOf({ detector, elsewhere }: DetectionNetworks): Detect {
  return elsewhere
    ? (tile, minimumScore) => elsewhere.detect(tile, minimumScore)
    : (tile, minimumScore) => runBlazeface(detector, tile, minimumScore);
}

/** Tiles that wait for the detector at once: each is 0.8 MB. */
const TILES_IN_FLIGHT = 8;

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
  /**
   * Boxes of faces that no landmarks fit, turned away or covered, where no other face was found; the
   * detector's own, which are wider. A search with `near` does not look for them.
   */
  readonly unclear: readonly Box[];
  /** By how many quarters of a turn the photo was turned for its faces to be upright. */
  readonly lie: Quarters;
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
 * order of their box, top to bottom, then left to right. A photo whose faces lie on their side or on
 * their head is searched turned as well (docs/decisions/0048). With `near`, only tiles that touch
 * one of those boxes, and show more than a piece of it, are searched, upright and as `knownLie` says: inside them the result is that of a
 * full search.
 */
export async function findFaces(
  photo: Photo,
  networks: DetectionNetworks,
  near?: readonly Box[],
  settings: DetectionSettings = DETECTION,
  knownLie: Quarters = 0,
): Promise<FoundFaces> {
  const search = new PhotoSearch(photo, networks, settings);
  const isNear = (tile: Box): boolean => !near || near.some((box) => isOf(tile, box));
  const upright = await search.candidates(isNear, 0);
  const found = await search.settle(upright);
  const lie = near ? knownLie : await howFacesLie(search, found);
  // What is searched first is taken first: as they lie, the detector knows them best.
  const turned = lie === 0 ? [] : await search.candidates(isNear, lie);
  const settled = lie === 0 ? found : await search.settle([...turned, ...upright]);
  return { ...(near ? settled : await search.withUnclear(settled)), lie };
}

/** Tiles smaller than this share of a box show pieces of what is in it. */
const PIECE = 1 / 3;

function isOf([x, y, side]: Box, box: Box): boolean {
  return side >= PIECE * Math.max(box[2], box[3]) && boxShare(box, [x, y, side, side]) > 0;
}

/** Share of the photo's longest side from which on a face is said to fill it. */
const FILLS = 0.3;

/** How much surer the detector has to be of a photo on its head than of the same one upright. */
const CLEARLY = 1.05;

/**
 * How the photo has to be turned for its faces to be upright. On their side the detector finds most
 * of them, and the line of their eyes tells. On their head it finds few, and others that are none:
 * there large tiles tell, in which it is surer of the real ones.
 */
async function howFacesLie(search: PhotoSearch, found: SettledFaces): Promise<Quarters> {
  const lies = found.faces.map(({ points: [right, left] }) => {
    const angle = Math.atan2(left[1] - right[1], left[0] - right[0]);
    return (Math.round(angle / (Math.PI / 2)) & 3) as Quarters;
  });
  const onSide = ([1, 3] as const).find(
    (quarters) => 2 * lies.filter((one) => one === quarters).length > lies.length,
  );
  if (onSide !== undefined) return onSide;
  const onHead = await search.settle(await search.candidates(search.isLarge, 2));
  return onHead.sureness > CLEARLY * found.sureness ? 2 : 0;
}

/** A candidate, and how the photo was turned when it was seen. */
interface SeenFace extends RawFace {
  readonly quarters: Quarters;
}

interface SettledFaces extends Omit<FoundFaces, 'lie'> {
  /** Candidates that no landmarks fit. */
  readonly doubted: readonly SeenFace[];
  /** Of the surest face: score times presence, 0 where there is none. */
  readonly sureness: number;
}

class PhotoSearch {
  readonly #photo: Photo;
  readonly #pyramid: PhotoPyramid;
  readonly #landmarker: FrozenNetwork;
  readonly #detect: Detect;
  readonly #settings: DetectionSettings;

  constructor(photo: Photo, networks: DetectionNetworks, settings: DetectionSettings) {
    this.#photo = photo;
    this.#pyramid = createPhotoPyramid(photo);
    this.#landmarker = networks.landmarker;
    this.#detect = detectorOf(networks);
    this.#settings = settings;
  }

  /**
   * What the detector sees in these tiles with the photo turned by `quarters`: faces that fill the
   * photo as they are seen from afar, then all others, the surest first.
   */
  async candidates(isAsked: (tile: Box) => boolean, quarters: Quarters): Promise<SeenFace[]> {
    const { width, height } = this.#photo;
    const { smallestTile: least, minimumScore } = this.#settings;
    const tiles = searchTiles(width, height, smallestTile(width, height, least)).filter(isAsked);
    const seen = await inFlight(tiles, TILES_IN_FLIGHT, (tile) =>
      searchTile(this.#pyramid, this.#detect, tile, minimumScore, quarters),
    );
    const faces = seen.flat().filter(({ box }) => isInside(this.#photo, box));
    faces.sort((a, b) => b.score - a.score);
    // Of a face that fills the photo pieces are as sure as the whole, but for what is seen from afar.
    const afar = new Set(tiles[0] && isFromAfar(tiles[0], this.#photo) ? seen[0] : []);
    const isFirst = (face: RawFace): boolean =>
      afar.has(face) && face.box[2] >= FILLS * Math.max(width, height);
    const ordered = [...faces.filter(isFirst), ...faces.filter((face) => !isFirst(face))];
    return ordered.map((face) => ({ ...face, quarters }));
  }

  /** Whether a tile is one of the few large ones. */
  readonly isLarge = ([, , side]: Box): boolean =>
    2 * side >= Math.max(this.#photo.width, this.#photo.height);

  /** The faces among candidates, each once. Of two that are of one face the earlier is taken. */
  async settle(candidates: readonly SeenFace[]): Promise<SettledFaces> {
    const { minimumScore, minimumPresence, minimumEyeDistance } = this.#settings;
    const faces: Candidate[] = [];
    const small: Candidate[] = [];
    const looked: Box[] = [];
    const doubted: SeenFace[] = [];
    let sureness = 0;
    for (const candidate of candidates) {
      const { box: raw, score, quarters } = candidate;
      const isSeen = (box: Box, look: keyof typeof LOOKS): Promise<boolean> =>
        isSeenByItself(box, this.#pyramid, this.#detect, minimumScore, LOOKS[look], quarters);
      if (looked.some((other) => boxOverlap(raw, other) > SAME_CROP)) continue;
      if (faces.some((face) => boxOverlap(raw, face.raw) > SAME_ALIGNED)) continue;
      // What lies on a face may be another one, and must not be lost; or a piece of it.
      const isOver = faces.some(
        (face) => boxShare(raw, face.raw) > SAME_FACE || boxShare(raw, face.box) > SAME_FACE,
      );
      looked.push(raw);
      if (isOver && !(await isSeen(raw, 'raw'))) continue;
      const landmarks = await placeLandmarks(this.#pyramid, this.#landmarker, candidate);
      if (landmarks.presence < minimumPresence) {
        doubted.push(candidate);
        continue;
      }
      const box = tightBox(this.#photo, landmarks.outline);
      if (faces.some((face) => boxOverlap(box, face.box) > SAME_ALIGNED)) continue;
      const isBeside = isOver || faces.some((face) => boxShare(box, face.box) > SAME_FACE);
      if (isBeside && !(await isSeen(boundsOf(landmarks.outline), 'tight'))) continue;
      const { points } = landmarks;
      const eyes = Math.hypot(points[1][0] - points[0][0], points[1][1] - points[0][1]);
      const kind = eyes >= minimumEyeDistance ? faces : small;
      kind.push({ raw, box, points, score });
      sureness = Math.max(sureness, score * landmarks.presence);
    }
    const tooSmall = nonMaxSuppression(small, SAME_FACE)
      .map(({ box }) => box)
      .filter((box) => !faces.some((face) => boxShare(face.box, box) >= SAME_FACE));
    faces.sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
    const plain = faces.map(({ box, points, score }) => ({ box, points, score }));
    return { faces: plain, tooSmall, unclear: [], doubted, sureness };
  }

  /** The same, and which of the candidates that no landmarks fit are faces all the same. */
  async withUnclear({ faces, tooSmall, doubted }: SettledFaces): Promise<Omit<FoundFaces, 'lie'>> {
    const known = [...faces.map(({ box }) => box), ...tooSmall];
    const unclear: SeenFace[] = [];
    for (const candidate of doubted) {
      const { box, quarters } = candidate;
      const { minimumScore } = this.#settings;
      if (known.some((other) => boxShare(other, box) >= SAME_FACE)) continue;
      if (!(await isSeenInEveryLook(box, this.#pyramid, this.#detect, minimumScore, quarters)))
        continue;
      unclear.push(candidate);
    }
    const apart = nonMaxSuppression(unclear, SAME_FACE);
    return { faces, tooSmall, unclear: apart.map(({ box }) => box) };
  }
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
