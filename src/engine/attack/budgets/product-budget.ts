import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Budget } from '../seams';

/**
 * The `product` budget: a hard clamp to +-`ceiling` ([s, s, 3], k * J in [0, 1] units) and to what
 * leaves `original` + delta in [0, 1]. Never widened. Holds no tensor of its own.
 */
export function productBudget(original: Tensor3D, ceiling: Tensor3D): Budget {
  return {
    project: (delta) =>
      tf.tidy(() => {
        const inside = tf.maximum(tf.minimum(delta, ceiling), tf.neg(ceiling));
        return tf.sub<Tensor3D>(tf.clipByValue(tf.add(original, inside), 0, 1), original);
      }),
  };
}
