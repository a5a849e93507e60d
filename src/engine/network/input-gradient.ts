import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { convKernel } from './conv-kernel';
import type { Padding } from './layer';

/**
 * The filter that carries a gradient back through a convolution: rotated by 180 degrees and, for
 * a full convolution, with its input and output channels exchanged. Computed once on load.
 * [kh, kw, in, out] to [kh, kw, out, in]; depthwise keeps [kh, kw, channels, 1].
 */
export function backwardFilter(kind: 'conv' | 'depthwise', filter: Tensor4D): Tensor4D {
  return tf.tidy(() => {
    const rotated = tf.reverse4d(filter, [0, 1]);
    return kind === 'conv' ? tf.transpose(rotated, [0, 1, 3, 2]) : rotated;
  });
}

export interface InputGradientArguments {
  readonly kind: 'conv' | 'depthwise';
  /** Gradient of the convolution's output, [n, h', w', out]. */
  readonly dy: Tensor4D;
  readonly backward: Tensor4D;
  readonly inputShape: readonly [number, number, number, number];
  readonly stride: number;
  readonly padding: Padding;
}

/**
 * Gradient with respect to the input of a convolution whose weights are frozen, as a forward
 * convolution (Dumoulin & Visin 2016, section 4, https://arxiv.org/abs/1603.07285): spread `dy`
 * by the stride, pad it, convolve it with `backwardFilter`. No filter gradient is computed, and
 * only kernels that every backend has are used. The caller disposes the result.
 */
export function convInputGradient(call: InputGradientArguments): Tensor4D {
  const [kernelHeight, kernelWidth] = call.backward.shape;
  if (kernelHeight === 1 && kernelWidth === 1 && call.stride === 1) {
    return convKernel({ kind: call.kind, x: call.dy, filter: call.backward, padding: 'valid' });
  }
  return tf.tidy(() => {
    const spread = spreadByStride(call.dy, call.stride);
    const rows = paddingFor(call, 1, kernelHeight);
    const columns = paddingFor(call, 2, kernelWidth);
    const padded = tf.pad4d(spread, [[0, 0], rows, columns, [0, 0]]);
    return convKernel({ kind: call.kind, x: padded, filter: call.backward, padding: 'valid' });
  });
}

/** Zeros before and after one axis of the spread gradient, so that the result has the input's size. */
function paddingFor(call: InputGradientArguments, axis: 1 | 2, kernel: number): [number, number] {
  const size = call.inputShape[axis];
  const out = call.dy.shape[axis];
  const total = call.padding === 'same' ? Math.max((out - 1) * call.stride + kernel - size, 0) : 0;
  const before = Math.floor(total / 2);
  const spread = (out - 1) * call.stride + 1;
  return [kernel - 1 - before, size - spread + before];
}

/** Inserts stride - 1 zeros between neighbours: [n, h, w, c] to [n, (h-1)s+1, (w-1)s+1, c]. */
function spreadByStride(dy: Tensor4D, stride: number): Tensor4D {
  if (stride === 1) return dy;
  const [n, h, w, c] = dy.shape;
  const zeros = stride - 1;
  // Two rank-3 paddings: the WebGL backend pads at most rank 4.
  const columns = tf.pad3d(tf.reshape<tf.Rank.R3>(dy, [n * h * w, 1, c]), [
    [0, 0],
    [0, zeros],
    [0, 0],
  ]);
  const rowLength = w * stride * c;
  const rows = tf.pad3d(tf.reshape<tf.Rank.R3>(columns, [n * h, 1, rowLength]), [
    [0, 0],
    [0, zeros],
    [0, 0],
  ]);
  const spread: Tensor4D = tf.reshape(rows, [n, h * stride, w * stride, c]);
  return tf.slice4d(spread, [0, 0, 0, 0], [n, (h - 1) * stride + 1, (w - 1) * stride + 1, c]);
}
