import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';

/** BT.601 luma weights of red, green and blue. */
const LUMA = [0.299, 0.587, 0.114];

/** Luma [h, w, 1] in grey levels (0 to 255) of a region [h, w, 3] in [0, 1]. The caller disposes it. */
export function lumaLevels(region: Tensor3D): Tensor3D {
  return tf.tidy(() => tf.mul<Tensor3D>(tf.sum(tf.mul(region, LUMA), 2, true), 255));
}

/**
 * A threshold of luma in grey levels [h, w, 1] as the threshold of each sample [h, w, 3] in [0, 1]
 * units: J_c = J_Y, the same for red, green and blue. A reconstruction: models of luma say nothing
 * of channels. It is the strictest of the usual readings: the weights of luma sum to 1, so
 * |delta_c| <= J_Y in all three channels keeps the change of luma inside J_Y whatever the signs,
 * and red and blue, in which the eye forgives more, get no more for it. The caller disposes it.
 */
export function lumaToChannels(threshold: Tensor3D): Tensor3D {
  return tf.tidy(() => tf.tile(tf.div<Tensor3D>(threshold, 255), [1, 1, 3]));
}
