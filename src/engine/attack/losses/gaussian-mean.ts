import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { differentiable } from '../../network/differentiable';

export const WINDOW = 11;
const SIGMA = 1.5;

/**
 * Weighted local mean of each channel, Gaussian window 11, sigma 1.5: [h, w, c] to the same shape,
 * outside of the image 0. The window is symmetric, so that the map is its own adjoint: its gradient
 * is itself (the wasm backend has none of its own for a depthwise convolution). The caller disposes
 * the result.
 */
export function gaussianMean(image: Tensor3D): Tensor3D {
  return differentiable(image, smooth, smooth);
}

function smooth(image: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const channels = image.shape[2];
    const weights = gaussian();
    const across = filterOf(weights, [1, WINDOW], channels);
    const down = filterOf(weights, [WINDOW, 1], channels);
    const rows: Tensor3D = tf.depthwiseConv2d(image, across, 1, 'same');
    return tf.depthwiseConv2d(rows, down, 1, 'same');
  });
}

function filterOf(
  weights: readonly number[],
  [height, width]: readonly [number, number],
  channels: number,
): Tensor4D {
  const values = weights.flatMap((weight) => Array<number>(channels).fill(weight));
  return tf.tensor4d(values, [height, width, channels, 1]);
}

function gaussian(): number[] {
  const centre = (WINDOW - 1) / 2;
  const raw = Array.from({ length: WINDOW }, (_, i) =>
    Math.exp(-((i - centre) ** 2) / (2 * SIGMA * SIGMA)),
  );
  const sum = raw.reduce((total, weight) => total + weight, 0);
  return raw.map((weight) => weight / sum);
}
