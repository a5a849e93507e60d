import type { FloatMap } from '../geometry/float-map';
import { sampleMap } from '../geometry/float-map';
import type { CanonicalPatch } from './canonical-patch';

/**
 * A map of the patch's region in the photo as the patch sees it, its values by pixel, `size` a side;
 * outside of the photo its border is repeated.
 */
export function mapInPatch(map: FloatMap, { region, toPhoto, size }: CanonicalPatch): Float32Array {
  const [left, top] = region;
  const { a, b, tx, ty } = toPhoto;
  return sampleMap(map, { a, b, tx: tx - left, ty: ty - top }, size, size, 'edge').data;
}
