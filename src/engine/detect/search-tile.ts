import type { PhotoPyramid } from '../geometry/photo-pyramid';
import { glanceAtPyramid } from '../geometry/photo-pyramid';
import type { Point, Similarity } from '../geometry/similarity';
import { applySimilarity } from '../geometry/similarity';
import type { Box } from '../photo';
import type { RawFace } from './blazeface';
import { BLAZEFACE_SIZE } from './blazeface';
import { boundsOf } from './place-landmarks';

/** BlazeFace on one tile, by whoever runs it (blazeface.ts). */
export type Detect = (tile: Float32Array, minimumScore: number) => Promise<RawFace[]>;

/** By how many quarters of a turn a picture is turned before the detector sees it. */
export type Quarters = 0 | 1 | 2 | 3;

/** Cosine and sine: whole numbers, so that a turned tile is sampled as exactly as an upright one. */
const DIRECTIONS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * What BlazeFace sees in a square tile, which may reach over the border; in photo pixels. It knows
 * upright faces: `quarters` of a turn make some others upright.
 */
export async function searchTile(
  pyramid: PhotoPyramid,
  detect: Detect,
  tile: Box,
  minimumScore: number,
  quarters: Quarters = 0,
): Promise<RawFace[]> {
  const scale = tile[2] / BLAZEFACE_SIZE;
  const toPhoto = turnedTile(tile, scale, quarters);
  const pixels = glanceAtPyramid(pyramid, toPhoto, BLAZEFACE_SIZE, BLAZEFACE_SIZE);
  const faces = await detect(pixels, minimumScore);
  const move = (point: Point): Point => applySimilarity(toPhoto, point);
  return faces.map(({ box: [x, y, width, height], points, score }): RawFace => {
    const [left, top] = boundsOf([move([x, y]), move([x + width, y + height])]);
    const [across, down] = quarters % 2 === 0 ? [width, height] : [height, width];
    return { box: [left, top, across * scale, down * scale], points: points.map(move), score };
  });
}

/** The detector's pixels to the photo's, turned about the middle of the tile. */
function turnedTile([x, y, side]: Box, scale: number, quarters: Quarters): Similarity {
  const [cos, sin] = DIRECTIONS[quarters];
  const [a, b] = [cos * scale, sin * scale];
  const half = BLAZEFACE_SIZE / 2;
  return {
    a,
    b,
    // Upright the bracket is 0: then a tile lies exactly where it was asked for.
    tx: x + (side / 2 - (a * half - b * half)),
    ty: y + (side / 2 - (b * half + a * half)),
  };
}
