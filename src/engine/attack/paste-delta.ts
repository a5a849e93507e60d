import type { CanonicalPatch } from '../align/canonical-patch';
import type { FloatMap } from '../geometry/float-map';
import { sampleMap } from '../geometry/float-map';
import type { Photo } from '../photo';

/** Share of the patch's side over which the perturbation fades out at its border. */
const FEATHER = 0.06;

/**
 * Adds a perturbation to `photo`, in place: `delta` [size, size, 3] in the patch, in [0, 1] units,
 * is brought back by the inverse warp, faded out at the patch's border and rounded to whole 8-bit
 * levels. With `ceiling` (one value per sample of the patch's region, whole levels) the whole
 * difference to `original` is clamped to it: patches of neighbours overlap. Levels, not floats: a
 * ceiling of 3.9 rounded later would be passed at half of the pixels.
 */
export function pasteDelta(
  photo: Photo,
  original: Photo,
  patch: CanonicalPatch,
  delta: Float32Array,
  ceiling: Uint8Array | undefined,
): void {
  const [left, top, width, height] = patch.region;
  const map: FloatMap = {
    width: patch.size,
    height: patch.size,
    channels: 3,
    data: fadeBorder(delta, patch.size),
  };
  const { a, b, tx, ty } = patch.fromPhoto;
  const to = photo.data;
  const clean = original.data;
  for (let y = 0; y < height; y++) {
    // By rows: a region may be most of a photo, which would not fit in floats.
    const down = top + y;
    const fromRow = { a, b, tx: a * left - b * down + tx, ty: b * left + a * down + ty };
    const change = sampleMap(map, fromRow, width, 1, 'zero').data;
    let at = (down * photo.width + left) * 4;
    let limit = y * width * 3;
    for (let x = 0; x < width; x++, at += 4, limit += 3) {
      for (let k = 0; k < 3; k++) {
        const levels = Math.round(change[3 * x + k]! * 255);
        const before = clean[at + k]!;
        if (levels === 0 && to[at + k] === before) continue;
        const most = ceiling === undefined ? 255 : ceiling[limit + k]!;
        const total = to[at + k]! - before + levels;
        to[at + k] = before + Math.min(most, Math.max(-most, total));
      }
    }
  }
}

function fadeBorder(delta: Float32Array, size: number): Float32Array {
  const ramp = Float32Array.from({ length: size }, (_, i) => {
    const toBorder = Math.min(i + 0.5, size - i - 0.5) / (FEATHER * size);
    return toBorder >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * toBorder);
  });
  const faded = new Float32Array(delta.length);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const factor = ramp[y]! * ramp[x]!;
      const at = (y * size + x) * 3;
      for (let k = 0; k < 3; k++) faded[at + k] = delta[at + k]! * factor;
    }
  }
  return faded;
}
