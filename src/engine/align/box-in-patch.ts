import { applySimilarity } from '../geometry/similarity';
import type { Box } from '../photo';
import type { CanonicalPatch } from './canonical-patch';

/** Which samples of the patch lie in a box of the photo: [size, size], 1 inside, 0 outside. */
export function boxInPatch(box: Box, { size, toPhoto }: CanonicalPatch): Float32Array {
  const [left, top, width, height] = box;
  const inside = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [x, y] = applySimilarity(toPhoto, [column + 0.5, row + 0.5]);
      if (x >= left && x < left + width && y >= top && y < top + height) {
        inside[row * size + column] = 1;
      }
    }
  }
  return inside;
}
