import type { Box, Photo } from '../photo';

/** Faces smaller than this share of a tile's side are looked for in smaller tiles. */
const SHARE_STEP = 2;
/** Tiles this much larger than the smallest are the last ones: smaller ones would show the same again. */
const NEARLY_SMALLEST = 1.25;
/** Neighbouring tiles share this much of their side: a face cut by one lies whole in the next. */
const OVERLAP = 0.2;

/** The longest side of an ordinary photo (16 : 9) over the root of its area, and a little. */
const LONG = 1.34;

/**
 * Side of the smallest tiles, so that there are never many more of them: `least`, or an eighth of the
 * longest side; halved where the photo is so long that its area is that of a smaller one.
 */
export function smallestTile(width: number, height: number, least: number): number {
  const mean = Math.sqrt(width * height);
  let whole = Math.max(width, height);
  while (whole > LONG * mean) whole /= 2;
  return Math.max(least, whole / 8);
}

/**
 * The first tile, in longest sides of the photo: a face that fills the photo is known from a little
 * way off, where nearer its pieces and its reverse look like faces (docs/decisions/0048).
 */
const FROM_AFAR = 2;

/**
 * The square tiles in which a photo is searched: first one that is wider than the photo, one that
 * holds it, then ever smaller ones, down to `smallest` pixels, so that a small face fills enough of
 * some tile.
 */
export function searchTiles(width: number, height: number, smallest: number): Box[] {
  const whole = Math.max(width, height);
  const afar = FROM_AFAR * whole;
  const tiles: Box[] = [[(width - afar) / 2, (height - afar) / 2, afar, afar]];
  for (let side = whole; ; side = Math.max(smallest, side / SHARE_STEP)) {
    for (const top of starts(height, side)) {
      for (const left of starts(width, side)) tiles.push([left, top, side, side]);
    }
    if (side <= NEARLY_SMALLEST * smallest) return tiles;
  }
}

/** Whether a tile is the first one, which is wider than the photo. */
export function isFromAfar(
  [, , side]: Box,
  { width, height }: Pick<Photo, 'width' | 'height'>,
): boolean {
  return side > Math.max(width, height);
}

/** First pixels of evenly spread tiles of one side length along one axis; centred if one does. */
function starts(size: number, side: number): number[] {
  if (side >= size) return [(size - side) / 2];
  const count = Math.ceil((size - side) / (side * (1 - OVERLAP))) + 1;
  return Array.from({ length: count }, (_, i) => (i * (size - side)) / (count - 1));
}
