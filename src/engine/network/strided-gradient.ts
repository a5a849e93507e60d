import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { convKernel } from './conv-kernel';

/**
 * The filter that carries a gradient back through a convolution of stride s > 1, one phase of the
 * input's pixels beside the other (sub-pixel convolution, Shi et al. 2016, https://arxiv.org/abs/1609.05158):
 * [kh, kw, in, out] to [ceil(kh / s), ceil(kw / s), out, s * s * in]. The caller disposes the result.
 */
export function stridedBackwardFilter(filter: Tensor4D, stride: number): Tensor4D {
  const [height, width, inputs, outputs] = filter.shape;
  const rows = Math.ceil(height / stride);
  const columns = Math.ceil(width / stride);
  const phases = stride * stride * inputs;
  const from = filter.dataSync();
  const to = new Float32Array(rows * columns * outputs * phases);
  // In plain loops, once on load: the WebGL backend turns and pads nothing of rank 6.
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const row = rows - 1 - Math.floor(y / stride);
      const column = columns - 1 - Math.floor(x / stride);
      const phase = (y % stride) * stride + (x % stride);
      for (let i = 0; i < inputs; i++) {
        for (let o = 0; o < outputs; o++) {
          const at = ((row * columns + column) * outputs + o) * phases + phase * inputs + i;
          to[at] = from[((y * width + x) * inputs + i) * outputs + o] ?? 0;
        }
      }
    }
  }
  return tf.tensor4d(to, [rows, columns, outputs, phases]);
}

/**
 * Gradient with respect to the input: one convolution of `dy` [n, h', w', out], whose channels are
 * then dealt out to the pixels. Spreading `dy` with zeros costs s * s times as much. `size` is the
 * input's height and width, `before` the padding above and to the left of it in the forward pass.
 * The caller disposes the result, [n, h, w, in].
 */
export function stridedInputGradient(
  dy: Tensor4D,
  backward: Tensor4D,
  stride: number,
  size: readonly [number, number],
  before: readonly [number, number],
): Tensor4D {
  return tf.tidy(() => {
    const [rows, columns, , depth] = backward.shape;
    const inputs = depth / stride ** 2;
    // Just as many phases as cover the input, so that mostly nothing has to be cut off again.
    const down = Math.ceil((before[0] + size[0]) / stride);
    const across = Math.ceil((before[1] + size[1]) / stride);
    const padded = tf.pad4d(dy, [
      [0, 0],
      [rows - 1, down - dy.shape[1]],
      [columns - 1, across - dy.shape[2]],
      [0, 0],
    ]);
    const phases = convKernel({ kind: 'conv', x: padded, filter: backward, padding: 'valid' });
    const count = dy.shape[0];
    const dealt = tf.reshape(phases, [count, down, across, stride, stride * inputs]);
    const pixels: Tensor4D = tf.reshape(tf.transpose(dealt, [0, 1, 3, 2, 4]), [
      count,
      down * stride,
      across * stride,
      inputs,
    ]);
    const isWhole = down * stride === size[0] && across * stride === size[1];
    return isWhole ? pixels : tf.slice4d(pixels, [0, ...before, 0], [count, ...size, inputs]);
  });
}
