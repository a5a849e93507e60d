import type { Box, Photo } from '../photo';

/**
 * `box` made at least `side` pixels wide and high about its centre, moved where it would leave the
 * photo. A photo that is smaller gives all that it has.
 */
export function growBox([left, top, width, height]: Box, side: number, photo: Photo): Box {
  const [x, grownWidth] = grow(left, width, side, photo.width);
  const [y, grownHeight] = grow(top, height, side, photo.height);
  return [x, y, grownWidth, grownHeight];
}

function grow(start: number, size: number, side: number, limit: number): [number, number] {
  if (size >= side) return [start, size];
  const wanted = Math.min(side, limit);
  const centred = Math.round(start - (wanted - size) / 2);
  return [Math.min(Math.max(0, centred), limit - wanted), wanted];
}
