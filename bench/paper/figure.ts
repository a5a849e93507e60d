import type { FloatMap } from '../../src/engine/geometry/float-map';
import type { Box, Photo } from '../../src/engine/photo';

/** Side of a cell and the gap between two, pixels. */
const GAP = 4;
/** By how much a difference is amplified, and how bright J is shown: white is this many levels. */
export const AMPLIFIED = 16;
export const J_WHITE = 32;

export interface FigureImage {
  readonly method: string;
  readonly image: Photo;
}

/**
 * Two rows: X and the protected images; below X its J, below each image what changed, amplified
 * about grey. Every cell shows `side` pixels around the centre of `box`, one photo pixel each.
 */
export function drawFigure(
  original: Photo,
  jnd: FloatMap,
  images: readonly FigureImage[],
  [left, top, width, height]: Box,
  side: number,
): Photo {
  const columns = images.length + 1;
  const sheet = blank(columns * (side + GAP) - GAP, 2 * side + GAP);
  const x0 = Math.round(left + width / 2 - side / 2);
  const y0 = Math.round(top + height / 2 - side / 2);
  const draw = (column: number, line: number, value: (at: number, k: number) => number): void => {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const pixel = (y0 + y) * original.width + x0 + x;
        const to = ((line * (side + GAP) + y) * sheet.width + column * (side + GAP) + x) * 4;
        for (let k = 0; k < 3; k++) sheet.data[to + k] = Math.round(value(pixel, k));
      }
    }
  };
  draw(0, 0, (at, k) => original.data[at * 4 + k]!);
  draw(0, 1, (at, k) => (jnd.data[at * 3 + k]! * 255 * 255) / J_WHITE);
  images.forEach(({ image }, i) => {
    const changed = (at: number, k: number): number =>
      image.data[at * 4 + k]! - original.data[at * 4 + k]!;
    draw(i + 1, 0, (at, k) => image.data[at * 4 + k]!);
    draw(i + 1, 1, (at, k) => 128 + AMPLIFIED * changed(at, k));
  });
  return sheet;
}

function blank(width: number, height: number): Photo {
  return { width, height, data: new Uint8ClampedArray(width * height * 4).fill(255) };
}
