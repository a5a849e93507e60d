import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Operation, Padding } from './layer';

interface Window {
  readonly size: number;
  readonly stride: number;
  readonly padding: Padding;
}

/** Largest value of each window: [n, h, w, c] to [n, h', w', c]. */
export function maxPooling({ size, stride, padding }: Window): Operation {
  return {
    apply: (x) => tf.maxPool(x as Tensor4D, size, stride, padding),
    gradient: (dy, _, [input], output) =>
      runGradientKernel(tf.MaxPoolGrad, { dy, input: input as Tensor4D, output }, [
        size,
        stride,
        padding,
      ]),
  };
}

/** Mean of each window: [n, h, w, c] to [n, h', w', c]. */
export function averagePooling({ size, stride, padding }: Window): Operation {
  return {
    apply: (x) => tf.avgPool(x as Tensor4D, size, stride, padding),
    gradient: (dy, _, [input]) =>
      runGradientKernel(tf.AvgPoolGrad, { dy, input: input as Tensor4D }, [size, stride, padding]),
  };
}

/** tfjs has these gradients as kernels on every backend, but exports no function for them. */
function runGradientKernel(
  kernel: string,
  inputs: tf.NamedTensorMap,
  [filterSize, strides, pad]: [number, number, Padding],
): Tensor4D {
  return tf.engine().runKernel(kernel, inputs, { filterSize, strides, pad });
}
