import type { PhotoPyramid } from '../geometry/photo-pyramid';
import type { FrozenNetwork } from '../network/frozen-network';
import type { Box } from '../photo';
import { boxOverlap } from './box-overlap';
import type { Quarters } from './search-tile';
import { searchTile } from './search-tile';

/** How a box is looked at by itself. */
interface Look {
  /** Side of the tile, in sides of the box: enough of what is about the face to know it by. */
  readonly sides: number;
  /** Least intersection over union of the box and of what the detector finds there. */
  readonly agrees: number;
}

/** The detector's own box is wider than the tight one by a fifth, and only about right from afar. */
export const LOOKS = {
  raw: { sides: 3.3, agrees: 0.4 },
  tight: { sides: 4, agrees: 0.55 },
} as const satisfies Record<string, Look>;

/**
 * Whether the detector, looking at a tile about `box` alone, finds a face just there. A real face
 * beside or before a larger one is; what the landmarks make of a forehead or of the middle between
 * two faces is not: it is sure of them, for it sees too little (docs/decisions/0044).
 */
export async function isSeenByItself(
  box: Box,
  pyramid: PhotoPyramid,
  detector: FrozenNetwork,
  minimumScore: number,
  { sides, agrees }: Look,
  quarters?: Quarters,
): Promise<boolean> {
  const [x, y, width, height] = box;
  const side = sides * Math.max(width, height);
  const tile: Box = [x + (width - side) / 2, y + (height - side) / 2, side, side];
  const faces = await searchTile(pyramid, detector, tile, minimumScore, quarters);
  return faces.some((face) => boxOverlap(face.box, box) >= agrees);
}
