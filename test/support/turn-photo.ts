import type { FivePoints } from '../../src/engine/align/five-points';
import type { DetectedFace } from '../../src/engine/detect/detect-faces';
import type { Box, Photo } from '../../src/engine/photo';

type Turned = Pick<Photo, 'width' | 'height'>;

/** A quarter of a turn, clockwise. */
export function turnPhoto({ width, height, data }: Photo): Photo {
  const turned = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 4 * (y * width + x);
      turned.set(data.subarray(from, from + 4), 4 * (x * height + height - 1 - y));
    }
  }
  return { width: height, height: width, data: turned };
}

/** Where a face of `photo` is after the same. */
export function turnFace({ box, points, score }: DetectedFace, photo: Turned): DetectedFace {
  const [x, y, width, height] = box;
  const turned: Box = [photo.height - y - height, x, height, width];
  const around = points.map(([px, py]) => [photo.height - py, px]);
  return { box: turned, points: around as unknown as FivePoints, score };
}
