import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';

/**
 * Plain l1: the mean of |delta| over pixels and channels (L1_ori of the paper's ablation: without J
 * and without M). The caller disposes the result.
 */
export function plainL1(delta: Tensor3D): Scalar {
  return tf.mean<Scalar>(tf.abs(delta));
}
