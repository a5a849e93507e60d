import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { convKernel } from './conv-kernel';
import { stridedBackwardFilter, stridedInputGradient } from './strided-gradient';
import type { Padding } from './layer';

/**
 * The filter that carries a gradient back through a convolution: rotated by 180 degrees and, for
 * a full convolution, with its input and output channels exchanged (with a stride: see
 * strided-gradient.ts). Computed once on load. [kh, kw, in, out] to [kh, kw, out, in]; depthwise
 * keeps [kh, kw, channels, 1].
 */
export function backwardFilter(
  kind: 'conv' | 'depthwise',
  filter: Tensor4D,
  stride: number,
): Tensor4D {
  if (kind === 'conv' && stride > 1) return stridedBackwardFilter(filter, stride);
  return tf.tidy(() => {
    const rotated = tf.reverse4d(filter, [0, 1]);
    return kind === 'conv' ? tf.transpose(rotated, [0, 1, 3, 2]) : rotated;
  });
}

export interface InputGradientArguments {
  readonly kind: 'conv' | 'depthwise';
  /** Of the forward filter: height and width. */
  readonly kernel: readonly [number, number];
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
  const [kernelHeight, kernelWidth] = call.kernel;
  if (call.kind === 'conv' && call.stride > 1) {
    const [, height, width] = call.inputShape;
    return stridedInputGradient(
      call.dy,
      call.backward,
      call.stride,
      [height, width],
      [paddingBefore(call, 1, kernelHeight), paddingBefore(call, 2, kernelWidth)],
    );
  }
  if (kernelHeight === 1 && kernelWidth === 1 && call.stride === 1) {
    return convKernel({ kind: call.kind, x: call.dy, filter: call.backward, padding: 'valid' });
  }
  return tf.tidy(() => {
    const spread = spreadByStride(call.dy, call.stride);
    const rows = paddingFor(call, 1, kernelHeight);
    const columns = paddingFor(call, 2, kernelWidth);
    const padded = padOrCut(spread, rows, columns);
    return convKernel({ kind: call.kind, x: padded, filter: call.backward, padding: 'valid' });
  });
}

/**
 * Zeros before and after one axis of the spread gradient, so that the result has the input's size;
 * fewer than none after it where the last zeros of the spread were read by no window.
 */
function paddingFor(call: InputGradientArguments, axis: 1 | 2, kernel: number): [number, number] {
  const before = paddingBefore(call, axis, kernel);
  const spread = call.dy.shape[axis] * call.stride;
  return [kernel - 1 - before, call.inputShape[axis] + before - spread];
}

/** Zeros around an image, or some of its last rows and columns taken away. */
function padOrCut(x: Tensor4D, rows: [number, number], columns: [number, number]): Tensor4D {
  const cut = [Math.min(0, rows[1]), Math.min(0, columns[1])] as const;
  const padded = tf.pad4d(x, [
    [0, 0],
    [rows[0], Math.max(0, rows[1])],
    [columns[0], Math.max(0, columns[1])],
    [0, 0],
  ]);
  if (cut[0] === 0 && cut[1] === 0) return padded;
  const [n, h, w, c] = padded.shape;
  return tf.slice4d(padded, [0, 0, 0, 0], [n, h + cut[0], w + cut[1], c]);
}

/** Zeros that the forward pass put before one axis of its input. */
function paddingBefore(call: InputGradientArguments, axis: 1 | 2, kernel: number): number {
  if (call.padding === 'valid') return 0;
  const reach = (call.dy.shape[axis] - 1) * call.stride + kernel;
  return Math.floor(Math.max(reach - call.inputShape[axis], 0) / 2);
}

/** Puts stride - 1 zeros after each pixel: [n, h, w, c] to [n, h * s, w * s, c]. */
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
  return tf.reshape(rows, [n, h * stride, w * stride, c]);
}
