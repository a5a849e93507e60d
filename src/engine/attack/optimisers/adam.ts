import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Optimiser } from '../seams';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/**
 * Adam (Kingma & Ba 2015, https://arxiv.org/abs/1412.6980) on the perturbation. `learningRate` in
 * [0, 1] image units per step.
 */
export function adam(learningRate: number): Optimiser {
  let mean: Tensor3D | undefined;
  let square: Tensor3D | undefined;
  let count = 0;
  return {
    step(delta, gradient) {
      count += 1;
      const [m, v, moved] = tf.tidy(() => {
        const first = blend(mean, gradient, BETA_1);
        const second = blend(square, tf.square(gradient), BETA_2);
        const corrected = tf.div(first, 1 - BETA_1 ** count);
        const scale = tf.sqrt(tf.div(second, 1 - BETA_2 ** count));
        const move = tf.mul(tf.div(corrected, tf.add(scale, EPSILON)), learningRate);
        return [first, second, tf.sub<Tensor3D>(delta, move)];
      });
      tf.dispose([mean, square].flatMap((held) => held ?? []));
      mean = tf.keep(m);
      square = tf.keep(v);
      return moved;
    },
    dispose() {
      mean?.dispose();
      square?.dispose();
      mean = undefined;
      square = undefined;
      count = 0;
    },
  };
}

function blend(held: Tensor3D | undefined, value: Tensor3D, keep: number): Tensor3D {
  const added = tf.mul<Tensor3D>(value, 1 - keep);
  return held ? tf.add<Tensor3D>(tf.mul(held, keep), added) : added;
}
