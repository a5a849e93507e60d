import type { PhotoPyramid } from '../geometry/photo-pyramid';
import type { Box } from '../photo';
import { boxOverlap } from './box-overlap';
import type { Detect, Quarters } from './search-tile';
import { searchTile } from './search-tile';

/** How a box is looked at by itself. */
interface Look {
  /** Side of the tile, in sides of the box: enough of what is about the face to know it by. */
  readonly sides: number;
  /** Least intersection over union of the box and of what the detector finds there. */
  readonly agrees: number;
  /** How far the tile's middle is from the box's to the right and down, in sides of the box. */
  readonly aside?: number;
}

/** The detector's own box is wider than the tight one by a fifth, and only about right from afar. */
export const LOOKS = {
  raw: { sides: 3.3, agrees: 0.4 },
  tight: { sides: 4, agrees: 0.55 },
} as const satisfies Record<string, Look>;

/**
 * From far to near, for from afar the detector takes fewest things for a face. Tiles in which the
 * box stands elsewhere, for it is not to hang on how it lies on the detector's grid.
 */
const EVERY_LOOK: readonly Look[] = [
  { sides: 6, agrees: 0.4 },
  { sides: 4.5, agrees: 0.4 },
  { sides: 3.3, agrees: 0.4 },
  { sides: 2.7, agrees: 0.4, aside: 0.25 },
  { sides: 2.7, agrees: 0.4, aside: -0.25 },
  { sides: 2.2, agrees: 0.4 },
  { sides: 1.6, agrees: 0.4 },
];

/**
 * Whether the detector, looking at a tile about `box` alone, finds a face just there. A real face
 * beside or before a larger one is; what the landmarks make of a forehead or of the middle between
 * two faces is not: it is sure of them, for it sees too little (docs/decisions/0044).
 */
export async function isSeenByItself(
  box: Box,
  pyramid: PhotoPyramid,
  detect: Detect,
  minimumScore: number,
  { sides, agrees, aside = 0 }: Look,
  quarters?: Quarters,
): Promise<boolean> {
  const [x, y, width, height] = box;
  const side = sides * Math.max(width, height);
  const off = aside * Math.max(width, height);
  const tile: Box = [x + (width - side) / 2 + off, y + (height - side) / 2 + off, side, side];
  const faces = await searchTile(pyramid, detect, tile, minimumScore, quarters);
  return faces.some((face) => boxOverlap(face.box, box) >= agrees);
}

/**
 * Whether the detector finds a face just there however it looks at it: what no landmarks fit is then
 * a face all the same, turned away or covered, and not a hand or letters (docs/decisions/0049).
 */
export async function isSeenInEveryLook(
  box: Box,
  pyramid: PhotoPyramid,
  detect: Detect,
  minimumScore: number,
  quarters?: Quarters,
): Promise<boolean> {
  for (const look of EVERY_LOOK) {
    if (!(await isSeenByItself(box, pyramid, detect, minimumScore, look, quarters))) return false;
  }
  return true;
}
