import type { FloatMap } from '../../src/engine/geometry/float-map';
import type { Photo } from '../../src/engine/photo';

/** Between two cells, pixels. */
const GAP = 4;
/** How many times differences and J are shown. */
export const AMPLIFIED = 16;
/** Height of the tip of the nose in the canonical patch, as a share of its side. */
const NOSE = 0.57;

export interface FigureImage {
  readonly method: string;
  readonly image: Photo;
}

/**
 * Two rows: X and the protected images; below X its J, below each image what changed, amplified
 * about grey. Every cell shows `side` x `side` pixels of the patch around the nose, at their own size.
 */
export function drawFigure(
  original: Photo,
  jnd: FloatMap,
  images: readonly FigureImage[],
  side: number,
): Photo {
  const columns = images.length + 1;
  const sheet = blank(columns * (side + GAP) - GAP, 2 * side + GAP);
  const x0 = Math.round((original.width - side) / 2);
  const y0 = Math.round(NOSE * original.height - side / 2);
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
  draw(0, 1, (at, k) => AMPLIFIED * 255 * jnd.data[at * 3 + k]!);
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
