import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';

/** Luma and the two colour differences, [h, w, 1] each, grey levels. */
export type Components = readonly [luma: Tensor3D, cb: Tensor3D, cr: Tensor3D];

/** Places of Y, Cb and Cr in Components. */
export const COMPONENTS = [0, 1, 2] as const;

/** Red, green and blue as weighted sums of Y, Cb and Cr (BT.601, full range, as JPEG has them). */
const TO_CHANNELS = [
  [1, 0, 1.402],
  [1, -0.344136, -0.714136],
  [1, 1.772, 0],
];

/**
 * Y, Cb and Cr of a region [h, w, 3] RGB in [0, 1]; Cb and Cr are 0 for grey. In plain numbers, so
 * that every backend finds the same edges in them. The caller disposes the three.
 */
export function componentsOf(region: Tensor3D): Components {
  const [height, width] = region.shape;
  const samples = region.dataSync();
  const [y, cb, cr] = COMPONENTS.map((component) => {
    const values = new Float32Array(width * height);
    readComponent(samples, component, values);
    return tf.tensor3d(values, [height, width, 1]);
  });
  return [y!, cb!, cr!];
}

/** Y, Cb or Cr, grey levels, of RGB samples in [0, 1], interleaved, into `values`. */
export function readComponent(
  samples: ArrayLike<number>,
  component: (typeof COMPONENTS)[number],
  values: Float32Array,
): void {
  for (let i = 0; i < values.length; i++) {
    const red = samples[3 * i]! * 255;
    const blue = samples[3 * i + 2]! * 255;
    const luma = 0.299 * red + 0.587 * samples[3 * i + 1]! * 255 + 0.114 * blue;
    if (component === 0) values[i] = luma;
    else values[i] = component === 1 ? (blue - luma) / 1.772 : (red - luma) / 1.402;
  }
}

/**
 * Thresholds of Y, Cb and Cr in grey levels as thresholds of red, green and blue [h, w, 3] in [0, 1]
 * units. A reconstruction: a threshold of each component is a box in YCbCr, which is no box in RGB.
 * We take J_c = sqrt(sum over i of (a_ci * T_i)^2), a the YCbCr to RGB matrix: the root mean square
 * change of channel c under the model's own test signal, noise of +-T_i in each component with
 * independent signs. So noise at the channel thresholds has, channel by channel, the energy of
 * noise at the component thresholds, and the published figures for the latter can be checked on the
 * former. Carried back to YCbCr, noise of +-J_c of independent signs changes luma by 0.94 T and the
 * colour differences by 1.14 T and 1.06 T, root mean square, where the three T are alike: it is
 * neither the box inside (J_c = T_Y / 3 / w_c, which no signs whatever can leave) nor the box around
 * (T_Y + 1.402 T_Cr in red, past which some component surely is). The caller disposes it.
 */
export function componentsToChannels(thresholds: Components): Tensor3D {
  return tf.tidy(() => {
    const squares = tf.square(tf.concat([...thresholds], 2));
    const channels = TO_CHANNELS.map((weights) => {
      const shares = weights.map((weight) => weight ** 2);
      return tf.tidy(() => tf.sqrt(tf.sum(tf.mul(squares, shares), 2, true)));
    });
    return tf.div<Tensor3D>(tf.concat(channels, 2), 255);
  });
}
