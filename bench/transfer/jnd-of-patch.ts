import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { CanonicalPatch } from '../../src/engine/align/canonical-patch';
import { mapInPatch } from '../../src/engine/align/map-in-patch';
import type { JndName } from '../../src/engine/jnd/jnd-model';
import { JND_MODELS, ROOMIEST_JND } from '../../src/engine/jnd/jnd-models';
import { jndOfRegion } from '../../src/engine/jnd/jnd-of-region';
import type { Photo } from '../../src/engine/photo';

/** J of a patch, [0, 1] units. */
export interface JndOfPatch {
  /** Of the patch's region in the photo, three values a pixel. */
  readonly region: Float32Array;
  /** As the patch sees it, [s, s, 3]. The caller disposes it. */
  readonly inPatch: Tensor3D;
}

/** J where a face is attacked. */
export async function jndOfPatch(
  photo: Photo,
  patch: CanonicalPatch,
  model: JndName = ROOMIEST_JND,
): Promise<JndOfPatch> {
  const map = await jndOfRegion(photo, patch.region, JND_MODELS[model]);
  const shape: [number, number, number] = [patch.size, patch.size, 3];
  return { region: map.data, inPatch: tf.tensor3d(mapInPatch(map, patch), shape) };
}
