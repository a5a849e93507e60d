import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { timesConstant } from './constant-product';

/**
 * Applies one linear map to the rows and one to the columns of a set of planes: [c, H, W] to
 * [c, h, w], with `rows` [H, h] and `columns` [W, w], both transposed (input size first). Crop,
 * shift, scale, antialiased resize and blur are all of this form. Differentiable with respect to
 * the planes. The caller disposes the result.
 */
export function resample(planes: Tensor3D, rows: Tensor2D, columns: Tensor2D): Tensor3D {
  return tf.tidy(() => swap(lastAxis(swap(lastAxis(planes, columns)), rows)));
}

function lastAxis(planes: Tensor3D, matrix: Tensor2D): Tensor3D {
  const [count, height, width] = planes.shape;
  const flat: Tensor2D = tf.reshape(planes, [count * height, width]);
  return tf.reshape(timesConstant(flat, matrix), [count, height, matrix.shape[1]]);
}

function swap(planes: Tensor3D): Tensor3D {
  return tf.transpose(planes, [0, 2, 1]);
}
