import type { CanonicalPatch } from '../../src/engine/align/canonical-patch';
import { mapInPatch } from '../../src/engine/align/map-in-patch';
import { ceilingLevels } from '../../src/engine/attack/budgets/ceiling';
import { jndAtScale, levelsOf } from '../../src/engine/jnd/jnd-at-scale';
import type { JndName } from '../../src/engine/jnd/jnd-model';
import { JND_MODELS, ROOMIEST_JND } from '../../src/engine/jnd/jnd-models';
import type { Photo } from '../../src/engine/photo';

/** J of a patch, as the product computes it. */
export interface JndOfPatch {
  /** As the patch sees it, [s, s, 3], [0, 1] units. */
  readonly inPatch: Float32Array;
  /** Most whole levels by which each sample of the patch's region in the photo may change. */
  ceilings(k: number, reserve: number): Uint8Array;
}

/** J where a face is attacked. */
export async function jndOfPatch(
  photo: Photo,
  patch: CanonicalPatch,
  model: JndName = ROOMIEST_JND,
): Promise<JndOfPatch> {
  const jnd = await jndAtScale(photo, patch.region, JND_MODELS[model]);
  return {
    inPatch: mapInPatch(jnd.map, patch, jnd.pixelSize),
    ceilings: (k, reserve) => levelsOf(jnd, patch.region, (one) => ceilingLevels(one, k, reserve)),
  };
}
