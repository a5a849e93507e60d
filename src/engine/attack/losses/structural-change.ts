import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import { WINDOW, gaussianMean } from './gaussian-mean';

/** Wang et al.'s constants for images in [0, 1]. */
const C1 = 0.01 ** 2;
const C2 = 0.03 ** 2;

/**
 * 1 - SSIM of two images [h, w, 3] in [0, 1], per channel, the mean over channels and over every
 * position where the window fits; 0 for identical (Wang et al. 2004,
 * https://doi.org/10.1109/TIP.2003.819861: Gaussian window 11, sigma 1.5, K1 .01, K2 .03). The
 * loss; the metric of the verdict is metrics/ssim.ts, on luma. Differentiable with respect to
 * `changed` (and `original`). Both at least 11 pixels a side. The caller disposes the result.
 */
export function structuralChange(original: Tensor3D, changed: Tensor3D): Scalar {
  return tf.tidy(() => {
    const mx = gaussianMean(original);
    const my = gaussianMean(changed);
    const mxmy = tf.mul(mx, my);
    const means = tf.add(tf.square(mx), tf.square(my));
    const covariance = tf.sub(gaussianMean(tf.mul(original, changed)), mxmy);
    const squares = gaussianMean(tf.add(tf.square(original), tf.square(changed)));
    const variances = tf.sub(squares, means);
    const luminance = tf.div(tf.add(tf.mul(mxmy, 2), C1), tf.add(means, C1));
    const structure = tf.div(tf.add(tf.mul(covariance, 2), C2), tf.add(variances, C2));
    const local = tf.mul<Tensor3D>(luminance, structure);
    return tf.sub<Scalar>(1, tf.mean(inside(local)));
  });
}

/** Without the border where the window reached outside. */
function inside(map: Tensor3D): Tensor3D {
  const [height, width, channels] = map.shape;
  const margin = (WINDOW - 1) / 2;
  const size: [number, number, number] = [height - 2 * margin, width - 2 * margin, channels];
  return tf.slice3d(map, [margin, margin, 0], size);
}
