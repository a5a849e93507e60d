import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Budget } from '../seams';

/**
 * The `paper` budget: soft. The loss prices what passes J; only the range of an image is kept.
 * Holds no tensor of its own.
 */
export function paperBudget(original: Tensor3D): Budget {
  return {
    project: (delta) =>
      tf.tidy(() => tf.sub<Tensor3D>(tf.clipByValue(tf.add(original, delta), 0, 1), original)),
  };
}
