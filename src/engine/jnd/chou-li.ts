import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';

/** Weights of the neighbourhood for the background luminance; the sum is 32. */
const BACKGROUND = [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 2, 0, 2, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1];

/** Directional gradient operators G1 to G4; each is divided by 16. */
const DIRECTIONS = [
  [0, 0, 0, 0, 0, 1, 3, 8, 3, 1, 0, 0, 0, 0, 0, -1, -3, -8, -3, -1, 0, 0, 0, 0, 0],
  [0, 0, 1, 0, 0, 0, 8, 3, 0, 0, 1, 3, 0, -3, -1, 0, 0, -3, -8, 0, 0, 0, -1, 0, 0],
  [0, 0, 1, 0, 0, 0, 0, 3, 8, 0, -1, -3, 0, 3, 1, 0, -8, -3, 0, 0, 0, 0, -1, 0, 0],
  [0, 1, 0, -1, 0, 0, 3, 0, -3, 0, 0, 8, 0, -8, 0, 0, 3, 0, -3, 0, 0, 1, 0, -1, 0],
];

/** BT.601 luma. */
const LUMA = [0.299, 0.587, 0.114];

/**
 * Spatial just-noticeable difference of Chou & Li 1995 (https://doi.org/10.1109/76.475889):
 * the larger of texture masking f1 and luminance adaptation f2, in grey levels of luma, divided
 * by 255 and given to all three channels alike (J_c = J_Y: the strictest reading, since the eye
 * forgives more in red and blue). See JndModel for shapes.
 */
export function chouLi(region: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const grey = tf.mul(tf.sum(tf.mul(region, LUMA), 2, true), 255);
    const padded = tf.mirrorPad(
      grey,
      [
        [2, 2],
        [2, 2],
        [0, 0],
      ],
      'symmetric',
    );
    const image: Tensor4D = tf.expandDims(padded, 0);
    const filters = [BACKGROUND.map((w) => w / 32), ...DIRECTIONS.map((d) => d.map((w) => w / 16))];
    const bank = tf.transpose(tf.tensor2d(filters), [1, 0]);
    const responses = tf.conv2d(image, tf.reshape(bank, [5, 5, 1, filters.length]), 1, 'valid');
    const [, height, width] = responses.shape;
    const background = tf.slice4d(responses, [0, 0, 0, 0], [1, height, width, 1]);
    const directional = tf.slice4d(responses, [0, 0, 0, 1], [1, height, width, 4]);
    const gradient = tf.max(tf.abs(directional), 3, true);
    const alpha = tf.add(tf.mul(background, 0.0001), 0.115);
    const beta = tf.sub(0.5, tf.mul(background, 0.01));
    const texture = tf.add(tf.mul(gradient, alpha), beta);
    const threshold = tf.maximum(texture, luminanceAdaptation(background));
    return tf.tile(tf.reshape(tf.div(threshold, 255), [height, width, 1]), [1, 1, 3]);
  });
}

/** f2: how large a difference hides in the darkness or brightness of its background. */
function luminanceAdaptation(background: tf.Tensor): tf.Tensor {
  const dark = tf.add(tf.mul(tf.sub(1, tf.sqrt(tf.div(background, 127))), 17), 3);
  const bright = tf.add(tf.mul(tf.sub(background, 127), 3 / 128), 3);
  return tf.where(tf.lessEqual(background, 127), dark, bright);
}
