import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';

/**
 * Nonlinear additivity model for masking of Yang et al. 2005
 * (https://doi.org/10.1016/j.image.2005.04.001): a + b - overlap * min(a, b). Two effects that
 * mask the same change hide more than either, but less than their sum. The formula is the
 * published one; `overlap`, their C, belongs to the model that calls (yang.ts, wu.ts). The caller
 * disposes the result.
 */
export function addMasking(a: Tensor3D, b: Tensor3D, overlap: number): Tensor3D {
  return tf.tidy(() => tf.sub<Tensor3D>(tf.add(a, b), tf.mul(tf.minimum(a, b), overlap)));
}
