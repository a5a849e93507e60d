import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import type { Fidelity } from '../forms/attack-form';
import type { Budget } from '../seams';

/**
 * Inside `inner`, and the root mean square change over `face` (not all 0; owned by the caller) is at
 * most that of `leastPsnr`: what is more is scaled down as a whole, which keeps its direction. Of the perturbation as it is: rounding to
 * levels and encoding come on top. Holds no tensor of its own.
 */
export function fidelityBall(inner: Budget, fidelity: Fidelity): Budget {
  return {
    project: (delta) =>
      tf.tidy(() => {
        // Asked for each time: a form may let it give way.
        const { face, leastPsnr } = fidelity;
        const most = 10 ** (-leastPsnr / 20);
        const inside = inner.project(delta);
        const energy = tf.sum<Scalar>(tf.mul(tf.square(inside), face));
        const count = tf.mul<Scalar>(tf.sum(face), inside.shape[2]);
        // 0 / 0 where nothing has changed yet; then there is nothing to scale.
        const length = tf.add<Scalar>(tf.sqrt(tf.div(energy, count)), 1e-12);
        return tf.mul<Tensor3D>(inside, tf.minimum(1, tf.div(most, length)));
      }),
  };
}
