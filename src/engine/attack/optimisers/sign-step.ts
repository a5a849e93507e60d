import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Optimiser } from '../seams';

/**
 * Moves every sample by `stepSize` ([0, 1] units) against the sign of its gradient (Goodfellow et
 * al. 2015, https://arxiv.org/abs/1412.6572; iterated by Kurakin et al. 2017,
 * https://arxiv.org/abs/1607.02533).
 */
export function signStep(stepSize: number): Optimiser {
  return {
    step: (delta, gradient) =>
      tf.tidy(() => tf.sub<Tensor3D>(delta, tf.mul(tf.sign(gradient), stepSize))),
    dispose: () => undefined,
  };
}
