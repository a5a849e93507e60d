import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';

/**
 * E over a gallery, targeted: the cross entropy to identity C, -log(p_C), from the logits [n] of
 * the protected face and the index of C; 0 at best. The caller disposes the result.
 */
export function galleryApproach(logits: Tensor1D, target: number): Scalar {
  return tf.tidy(() => {
    const own: Scalar = tf.reshape(tf.slice1d(logits, target, 1), []);
    return tf.sub<Scalar>(tf.logSumExp(logits), own);
  });
}
