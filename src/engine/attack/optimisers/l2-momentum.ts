import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Optimiser } from '../seams';

/**
 * Momentum with L2-normalised gradients and steps (MI-FGSM's accumulation, Dong et al. 2018,
 * https://arxiv.org/abs/1710.06081, with the L2 step of PGD instead of the sign): moves where the
 * gradient is strong instead of everywhere alike. `stepSize` is the root mean square change of one
 * step over pixels and channels, in [0, 1] units.
 */
export function l2Momentum(stepSize: number, momentum: number): Optimiser {
  let velocity: Tensor3D | undefined;
  return {
    step(delta, gradient) {
      const [next, moved] = tf.tidy(() => {
        const direction = normalise(gradient);
        const held = velocity ? tf.add<Tensor3D>(tf.mul(velocity, momentum), direction) : direction;
        return [held, tf.sub<Tensor3D>(delta, tf.mul(normalise(held), stepSize))] as const;
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

/** To a root mean square of 1; a gradient of zeros stays one. */
function normalise(x: Tensor3D): Tensor3D {
  return tf.div(x, tf.sqrt(tf.add(tf.mean(tf.square(x)), 1e-30)));
}
