import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import { absoluteSobel, sobel } from './sobel';

/** What a change of the gradient may be along x and along y before it counts; [s - 2, s - 2, 3]. */
export type GradientThreshold = readonly [alongX: Tensor3D, alongY: Tensor3D];

/**
 * G of the paper (equation 6): over both Sobel directions, what |g(Z) - g(X)| passes the threshold
 * by; the mean over pixels and channels of each direction, summed (the printed l1 norm in the scale
 * of the other terms). g is linear, so that g(Z) - g(X) is g of `delta`. M has no part in it. The
 * caller disposes the result.
 */
export function gradientChange(delta: Tensor3D, threshold: GradientThreshold): Scalar {
  return tf.tidy(() => {
    const [x, y] = sobel(delta);
    return tf.add<Scalar>(meanBeyond(x, threshold[0]), meanBeyond(y, threshold[1]));
  });
}

function meanBeyond(gradient: Tensor3D, threshold: Tensor3D): Scalar {
  return tf.mean(tf.relu(tf.sub(tf.abs(gradient), threshold)));
}

/**
 * The threshold as printed, |g(J)|. It is 0 where J is flat: there even a change inside J costs,
 * and G acts as a price of roughness. The caller disposes the results.
 */
export function literalThreshold(jnd: Tensor3D): GradientThreshold {
  return tf.tidy((): [Tensor3D, Tensor3D] => {
    const [x, y] = sobel(jnd);
    return [tf.abs(x), tf.abs(y)];
  });
}

/**
 * G' (ours, not the paper's): the most that a change inside J can do to the gradient, |K| * J. G is
 * exactly 0 whenever |delta| <= J. The caller disposes the results.
 */
export function reachableThreshold(jnd: Tensor3D): GradientThreshold {
  return absoluteSobel(jnd);
}
