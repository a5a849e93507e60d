import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { filterBank } from './filter-bank';

/** Weights of the neighbourhood for the background luminance; the sum is 32. */
const BACKGROUND = [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 2, 0, 2, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1];

/** Weighted mean of the 5 x 5 neighbours of each sample of a map [h, w, 1], without the sample. */
export function backgroundLuminance(luma: Tensor3D): Tensor3D {
  return filterBank(luma, 5, [BACKGROUND.map((weight) => weight / 32)]);
}

/**
 * How large a difference hides in the darkness or brightness of its background, both in grey
 * levels, [h, w, 1]: f2 of Chou & Li 1995 (https://doi.org/10.1109/76.475889), T_l of Yang et al.
 * 2005, LA of Wu et al. 2017. The caller disposes the result.
 */
export function luminanceAdaptation(background: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const dark = tf.add<Tensor3D>(tf.mul(tf.sub(1, tf.sqrt(tf.div(background, 127))), 17), 3);
    const bright = tf.add<Tensor3D>(tf.mul(tf.sub(background, 127), 3 / 128), 3);
    return tf.where<Tensor3D>(tf.lessEqual(background, 127), dark, bright);
  });
}
