import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { differentiable } from '../../network/differentiable';

/**
 * x times a constant matrix: [n, a] and [a, b] to [n, b]. Differentiable with respect to x only.
 * Transposes the matrix itself for the gradient, because a product with a transposed operand
 * takes a path that is twenty times slower on the wasm backend. The caller disposes the result.
 */
export function timesConstant(x: Tensor2D, matrix: Tensor2D): Tensor2D {
  return differentiable(
    x,
    (value, save) => {
      save([matrix]);
      return tf.matMul(value, matrix);
    },
    (dy, [saved = matrix]) => tf.matMul(dy, tf.transpose(saved)),
  );
}
