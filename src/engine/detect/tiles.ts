import type { Box } from '../photo';

/** Faces smaller than this share of a tile's side are looked for in smaller tiles. */
const SHARE_STEP = 2;
/** Neighbouring tiles share this much of their side: a face cut by one lies whole in the next. */
const OVERLAP = 0.2;

/**
 * The square tiles in which a photo is searched: first one that holds the whole photo, then ever
 * smaller ones, down to `smallest` pixels, so that a small face fills enough of some tile.
 */
export function searchTiles(width: number, height: number, smallest: number): Box[] {
  const tiles: Box[] = [];
  const whole = Math.max(width, height);
  for (let side = whole; ; side = Math.max(smallest, side / SHARE_STEP)) {
    for (const top of starts(height, side)) {
      for (const left of starts(width, side)) tiles.push([left, top, side, side]);
    }
    if (side <= smallest) return tiles;
  }
}

/** First pixels of evenly spread tiles of one side length along one axis; centred if one does. */
function starts(size: number, side: number): number[] {
  if (side >= size) return [(size - side) / 2];
  const count = Math.ceil((size - side) / (side * (1 - OVERLAP))) + 1;
  return Array.from({ length: count }, (_, i) => (i * (size - side)) / (count - 1));
}
