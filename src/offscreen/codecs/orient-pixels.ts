import type { Photo } from '../../engine/photo';
import type { Orientation } from './exif-orientation';

/**
 * Turns and mirrors stored pixels so that the photo stands upright. Orientations 5 to 8 swap width and
 * height. The result owns its pixels, but for orientation 1, which gives the photo back as it is.
 */
export function orientPixels(photo: Photo, orientation: Orientation): Photo {
  if (orientation === 1) return photo;
  const isSwapped = orientation >= 5;
  const width = isSwapped ? photo.height : photo.width;
  const height = isSwapped ? photo.width : photo.height;
  const { origin, stepX, stepY } = sourceWalk(photo, orientation);
  // Whole pixels at once: 32 bits each. A photo may be a view that 32-bit words cannot be laid over.
  const isAligned = photo.data.byteOffset % 4 === 0;
  const source = asPixels(isAligned ? photo.data : photo.data.slice());
  const target = new Uint32Array(width * height);
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    let from = origin + y * stepY;
    for (let x = 0; x < width; x += 1) {
      target[at] = source[from]!;
      at += 1;
      from += stepX;
    }
  }
  return { width, height, data: new Uint8ClampedArray(target.buffer) };
}

/** Which stored pixel the upright top left is, and how far the next one to the right and below lies. */
function sourceWalk(
  { width, height }: Photo,
  orientation: Orientation,
): { origin: number; stepX: number; stepY: number } {
  const right = width - 1;
  const bottom = (height - 1) * width;
  switch (orientation) {
    case 1:
      return { origin: 0, stepX: 1, stepY: width };
    case 2:
      return { origin: right, stepX: -1, stepY: width };
    case 3:
      return { origin: bottom + right, stepX: -1, stepY: -width };
    case 4:
      return { origin: bottom, stepX: 1, stepY: -width };
    case 5:
      return { origin: 0, stepX: width, stepY: 1 };
    case 6:
      return { origin: bottom, stepX: -width, stepY: 1 };
    case 7:
      return { origin: bottom + right, stepX: -width, stepY: -1 };
    case 8:
      return { origin: right, stepX: width, stepY: -1 };
  }
}

function asPixels(data: Uint8ClampedArray): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
}
