import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';

/**
 * How far an image leaves [0, 1]: the mean square of what lies below 0 or above 1 (a soft form of
 * the bounded range of Mahendran & Vedaldi 2015, https://arxiv.org/abs/1412.0035). Differentiable.
 * The caller disposes the result.
 */
export function rangeExcess(image: Tensor3D): Scalar {
  return tf.tidy(() => {
    const below = tf.mean<Scalar>(tf.square(tf.relu(tf.neg(image))));
    const above = tf.mean<Scalar>(tf.square(tf.relu(tf.sub(image, 1))));
    return tf.add<Scalar>(below, above);
  });
}
