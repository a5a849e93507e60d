import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { CanonicalPatch } from '../../src/engine/align/canonical-patch';
import { sampleMap } from '../../src/engine/geometry/float-map';
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

/** J where a face is attacked; outside of the photo its border is repeated. */
export async function jndOfPatch(
  photo: Photo,
  { region, toPhoto, size }: CanonicalPatch,
  model: JndName = ROOMIEST_JND,
): Promise<JndOfPatch> {
  const map = await jndOfRegion(photo, region, JND_MODELS[model]);
  const { a, b, tx, ty } = toPhoto;
  const toRegion = { a, b, tx: tx - region[0], ty: ty - region[1] };
  const across = sampleMap(map, toRegion, size, size, 'edge').data;
  return { region: map.data, inPatch: tf.tensor3d(across, [size, size, 3]) };
}
