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

/** What a graph node other than a convolution computes. */
export interface Operation {
  /** The caller disposes the result. */
  readonly apply: (...inputs: Tensor[]) => Tensor;
  /**
   * Gradient with respect to input number `index`, from the output's; absent where no network of
   * ours needs one. May be `dy` itself. The caller disposes the result.
   */
  readonly gradient?: (
    dy: Tensor,
    index: number,
    inputs: readonly Tensor[],
    output: Tensor,
  ) => Tensor;
}

/** Any other operation; takes the values of `inputs` in order. */
export interface PlainLayer extends Operation {
  readonly kind: 'plain';
  readonly name: string;
  readonly inputs: readonly string[];
}

export type Layer = ConvLayer | PlainLayer;
