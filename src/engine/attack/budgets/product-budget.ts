import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Fidelity } from '../forms/attack-form';
import type { Budget } from '../seams';
import { fidelityBall } from './fidelity-ball';

/**
 * The `product` budget: a hard clamp to +-`ceiling` ([s, s, 3], k * J in [0, 1] units) and to what
 * leaves `original` + delta in [0, 1], with `fidelity` a ball inside of it. Never widened. Holds no
 * tensor of its own.
 */
export function productBudget(original: Tensor3D, ceiling: Tensor3D, fidelity?: Fidelity): Budget {
  const clamp: Budget = {
    project: (delta) =>
      tf.tidy(() => {
        const inside = tf.maximum(tf.minimum(delta, ceiling), tf.neg(ceiling));
        return tf.sub<Tensor3D>(tf.clipByValue(tf.add(original, inside), 0, 1), original);
      }),
  };
  return fidelity ? fidelityBall(clamp, fidelity) : clamp;
}
