import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';

export type Activation = 'linear' | 'relu' | 'relu6' | 'prelu';
export type Padding = 'same' | 'valid';

/** A convolution with everything that follows it folded in. Filters are [kh, kw, in, out]. */
export interface ConvLayer {
  readonly kind: 'conv' | 'depthwise';
  readonly name: string;
  readonly input: string;
  readonly filter: Tensor4D;
  readonly bias: Tensor1D | undefined;
  readonly activation: Activation;
  /** Slope of negative inputs, only for prelu. */
  readonly slope: Tensor | undefined;
  readonly stride: number;
  readonly padding: Padding;
}

/** Any other operation; `apply` takes the values of `inputs` in order. */
export interface PlainLayer {
  readonly kind: 'plain';
  readonly name: string;
  readonly inputs: readonly string[];
  readonly apply: (...inputs: Tensor[]) => Tensor;
}

export type Layer = ConvLayer | PlainLayer;
