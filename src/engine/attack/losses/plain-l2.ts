import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';

/**
 * Plain squared l2: the mean of delta^2 over pixels and channels (L2_ori of the paper's ablation;
 * inside the `product` budget it keeps the change as small as protection allows). The caller
 * disposes the result.
 */
export function plainL2(delta: Tensor3D): Scalar {
  return tf.mean<Scalar>(tf.square(delta));
}
