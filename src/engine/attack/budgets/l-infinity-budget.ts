import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Budget } from '../seams';

/**
 * No sample changes by more than `epsilon` ([0, 1] units), and `original` + delta stays in [0, 1]
 * (the budget of BIM, Kurakin et al. 2017, https://arxiv.org/abs/1607.02533). Holds no tensor of
 * its own.
 */
export function lInfinityBudget(original: Tensor3D, epsilon: number): Budget {
  return {
    project: (delta) =>
      tf.tidy(() => {
        const inside = tf.clipByValue(delta, -epsilon, epsilon);
        return tf.sub<Tensor3D>(tf.clipByValue(tf.add(original, inside), 0, 1), original);
      }),
  };
}
