import type { Photo } from '../../src/engine/photo';
import type { FaceBox } from '../../src/shared/report';

/** Share of a box's size that a changed patch may reach beyond it: it holds the whole head. */
const PATCH_MARGIN = 0.75;

/** Mean absolute difference of the colour levels inside any of the boxes. */
export function differenceInside(a: Photo, b: Photo, boxes: readonly FaceBox[]): number {
  return difference(a, b, (x, y) => boxes.some((box) => holds(box, x, y)));
}

/** Mean absolute difference of the colour levels where no face's patch can reach. */
export function differenceOutside(a: Photo, b: Photo, boxes: readonly FaceBox[]): number {
  const patches = boxes.map((box) => grow(box, PATCH_MARGIN));
  return difference(a, b, (x, y) => !patches.some((patch) => holds(patch, x, y)));
}

/** Each pixel is the mean of the ones that it covers: what a page's thumbnail would be. */
export function shrinkTo(photo: Photo, width: number, height: number): Photo {
  if (photo.width === width && photo.height === height) return photo;
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 4; c++)
        data[4 * (y * width + x) + c] = meanOf(photo, width, height, x, y, c);
    }
  }
  return { width, height, data };
}

/** The boxes of a photo of that width, in its copy of another width. */
export function scaleBoxes(boxes: readonly FaceBox[], scale: number): FaceBox[] {
  return boxes.map(([x, y, width, height]) => [
    x * scale,
    y * scale,
    width * scale,
    height * scale,
  ]);
}

function difference(a: Photo, b: Photo, counts: (x: number, y: number) => boolean): number {
  if (a.width !== b.width || a.height !== b.height) return Infinity;
  let sum = 0;
  let pixels = 0;
  for (let y = 0; y < a.height; y++) {
    for (let x = 0; x < a.width; x++) {
      if (!counts(x, y)) continue;
      pixels += 1;
      const at = 4 * (y * a.width + x);
      for (let c = 0; c < 3; c++) sum += Math.abs((a.data[at + c] ?? 0) - (b.data[at + c] ?? 0));
    }
  }
  return pixels === 0 ? 0 : sum / (3 * pixels);
}

function meanOf(
  photo: Photo,
  width: number,
  height: number,
  x: number,
  y: number,
  c: number,
): number {
  const [left, right] = span(x, width, photo.width);
  const [top, bottom] = span(y, height, photo.height);
  let sum = 0;
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      sum += photo.data[4 * (row * photo.width + column) + c] ?? 0;
    }
  }
  return sum / ((right - left) * (bottom - top));
}

function span(at: number, size: number, sourceSize: number): [number, number] {
  const from = Math.floor((at * sourceSize) / size);
  return [from, Math.max(from + 1, Math.floor(((at + 1) * sourceSize) / size))];
}

function holds([left, top, width, height]: FaceBox, x: number, y: number): boolean {
  return x >= left && x < left + width && y >= top && y < top + height;
}

function grow([x, y, width, height]: FaceBox, by: number): FaceBox {
  return [x - width * by, y - height * by, width * (1 + 2 * by), height * (1 + 2 * by)];
}
