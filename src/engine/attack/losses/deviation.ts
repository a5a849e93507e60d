import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import { CHANNEL_PRICE } from './channel-price';
import { excess } from './excess';

/**
 * L1 of the paper (equation 3, with M by equation 7): the mean over pixels and channels of
 * M(n) * excess. The mean, not the printed sum: only it makes b = 1500 commensurate with a cross
 * entropy. The caller disposes the result.
 */
export function deviation(delta: Tensor3D, jnd: Tensor3D): Scalar {
  return tf.mean<Scalar>(tf.mul(excess(delta, jnd), CHANNEL_PRICE));
}
