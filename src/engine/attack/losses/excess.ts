import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';

/**
 * What passes the threshold: max(|Z - X| - J, 0), [s, s, 3] (equation 4 of the paper as restored);
 * `delta` is Z - X. 0 wherever the change stays invisible. The caller disposes the result.
 */
export function excess(delta: Tensor3D, jnd: Tensor3D): Tensor3D {
  return tf.relu(tf.sub(tf.abs(delta), jnd));
}
