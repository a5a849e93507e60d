import type { FloatMap } from '../geometry/float-map';
import { sampleMap } from '../geometry/float-map';
import type { CanonicalPatch } from './canonical-patch';

/**
 * A map of the patch's region in the photo as the patch sees it, its values by pixel, `size` a side; a
 * sample of the map spans `pixelSize` pixels of the photo. Outside of the photo its border is repeated.
 */
export function mapInPatch(
  map: FloatMap,
  { region, toPhoto, size }: CanonicalPatch,
  pixelSize = 1,
): Float32Array {
  const [left, top] = region;
  const [a, b] = [toPhoto.a / pixelSize, toPhoto.b / pixelSize];
  const [tx, ty] = [(toPhoto.tx - left) / pixelSize, (toPhoto.ty - top) / pixelSize];
  return sampleMap(map, { a, b, tx, ty }, size, size, 'edge').data;
}
