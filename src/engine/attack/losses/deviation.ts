import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import { excess } from './excess';

/** M of the paper: the price of a change in red, green and blue. Green is dearest to the eye. */
export const CHANNEL_PRICE = [3, 5, 1];

/**
 * L1 of the paper: the mean over pixels and channels of M(n) * excess. The caller disposes the
 * result.
 */
export function deviation(delta: Tensor3D, jnd: Tensor3D): Scalar {
  return tf.mean<Scalar>(tf.mul(excess(delta, jnd), CHANNEL_PRICE));
}
