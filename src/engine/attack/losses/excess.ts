import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';

/**
 * What passes the threshold: max(|delta| - jnd, 0), [s, s, 3] (the paper's equation 4 as restored).
 * 0 wherever the change stays invisible. The caller disposes the result.
 */
export function excess(delta: Tensor3D, jnd: Tensor3D): Tensor3D {
  return tf.relu(tf.sub(tf.abs(delta), jnd));
}
