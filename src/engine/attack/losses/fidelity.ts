import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import { CHANNEL_PRICE } from './channel-price';
import { excess } from './excess';

/** How often M counts in L2: `squared` is (M * excess)^2, `once` is M * excess^2. */
export type FidelityPrice = 'squared' | 'once';

/**
 * L2 of the paper (equation 5): the squared form of L1, the mean over pixels and channels.
 *
 * The default is `squared`: equation 7 puts M into equation 4, the excess itself, of which both L1
 * (equation 3) and L2 are made, so the square takes M with it. `once` is the other reading: M as
 * the price of a channel, the same in both. The caller disposes the result.
 */
export function fidelity(delta: Tensor3D, jnd: Tensor3D, price: FidelityPrice = 'squared'): Scalar {
  const weight = CHANNEL_PRICE.map((m) => (price === 'squared' ? m * m : m));
  return tf.mean<Scalar>(tf.mul(tf.square(excess(delta, jnd)), weight));
}
