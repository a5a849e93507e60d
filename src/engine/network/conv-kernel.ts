import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Activation, Padding } from './layer';

export interface ConvKernelArguments {
  readonly kind: 'conv' | 'depthwise';
  readonly x: Tensor4D;
  readonly filter: Tensor4D;
  readonly bias?: Tensor1D | undefined;
  readonly activation?: Activation;
  readonly slope?: Tensor | undefined;
  readonly stride?: number;
  readonly padding: Padding;
}

/**
 * One fused convolution: x [n, h, w, in] to [n, h', w', out]. Calls the backend's fused kernel
 * directly, because tf.fused.conv2d falls apart into single operations whenever a gradient is
 * being taken. The caller disposes the result.
 */
export function convKernel(call: ConvKernelArguments): Tensor4D {
  const stride = call.stride ?? 1;
  const inputs: tf.NamedTensorMap = { x: call.x, filter: call.filter };
  if (call.bias) inputs['bias'] = call.bias;
  if (call.slope) inputs['preluActivationWeights'] = call.slope;
  return tf
    .engine()
    .runKernel(call.kind === 'conv' ? tf.FusedConv2D : tf.FusedDepthwiseConv2D, inputs, {
      strides: [stride, stride],
      pad: call.padding,
      dataFormat: 'NHWC',
      dilations: [1, 1],
      activation: call.activation ?? 'linear',
    });
}
