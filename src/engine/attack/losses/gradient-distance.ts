import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import { sobel } from './sobel';

/**
 * What a change does to the gradients, whatever J: over both Sobel directions the mean of
 * |g(Z) - g(X)|, summed; g is linear, so that it is g of `delta`. The caller disposes the result.
 */
export function gradientDistance(delta: Tensor3D): Scalar {
  return tf.tidy(() => {
    const [x, y] = sobel(delta);
    return tf.add<Scalar>(tf.mean(tf.abs(x)), tf.mean(tf.abs(y)));
  });
}
