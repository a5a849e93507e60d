import type { PhotoPyramid } from '../geometry/photo-pyramid';
import type { FrozenNetwork } from '../network/frozen-network';
import type { Box } from '../photo';
import { boxOverlap } from './box-overlap';
import { searchTile } from './search-tile';

/** Side of the tile, in sides of the face: enough of what is about it to know it by. */
const TILE_SIDES = 4;
/** The detector's box and the landmarks' tight one agree, as intersection over union. */
const AGREES = 0.55;

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
): Promise<boolean> {
  const [x, y, width, height] = box;
  const side = TILE_SIDES * Math.max(width, height);
  const tile: Box = [x + (width - side) / 2, y + (height - side) / 2, side, side];
  const faces = await searchTile(pyramid, detector, tile, minimumScore);
  return faces.some((face) => boxOverlap(face.box, box) >= AGREES);
}
