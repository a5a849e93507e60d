import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';

/**
 * Total variation, squared form: the mean of the squared differences between neighbours along x
 * plus along y; [h, w, c] in [0, 1] units (Mahendran & Vedaldi 2015, https://arxiv.org/abs/1412.0035,
 * with beta = 2; after Rudin, Osher & Fatemi 1992). Differentiable. The caller disposes the result.
 */
export function totalVariation(image: Tensor3D): Scalar {
  return tf.tidy(() => {
    const [height, width, channels] = image.shape;
    const row = (y: number): Tensor3D =>
      tf.slice3d(image, [y, 0, 0], [height - 1, width, channels]);
    const column = (x: number): Tensor3D =>
      tf.slice3d(image, [0, x, 0], [height, width - 1, channels]);
    const down = tf.mean<Scalar>(tf.square(tf.sub(row(1), row(0))));
    const across = tf.mean<Scalar>(tf.square(tf.sub(column(1), column(0))));
    return tf.add<Scalar>(down, across);
  });
}
