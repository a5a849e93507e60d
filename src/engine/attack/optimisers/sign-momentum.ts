import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Optimiser } from '../seams';

/**
 * Moves every sample by `stepSize` ([0, 1] units) against the sign of the velocity, which gathers
 * gradients of mean absolute value 1 and keeps `decay` of itself (Dong et al. 2018, equations 6 and
 * 7, https://arxiv.org/abs/1710.06081; they divide by the l1 norm, the mean of it differs by a
 * constant that the sign does not see).
 */
export function signMomentum(stepSize: number, decay: number): Optimiser {
  let velocity: Tensor3D | undefined;
  return {
    step(delta, gradient) {
      const [next, moved] = tf.tidy(() => {
        const direction = tf.div<Tensor3D>(gradient, tf.add(tf.mean(tf.abs(gradient)), 1e-30));
        const held = velocity ? tf.add<Tensor3D>(tf.mul(velocity, decay), direction) : direction;
        return [held, tf.sub<Tensor3D>(delta, tf.mul(tf.sign(held), stepSize))] as const;
      });
      velocity?.dispose();
      velocity = tf.keep(next);
      return moved;
    },
    dispose() {
      velocity?.dispose();
      velocity = undefined;
    },
  };
}
