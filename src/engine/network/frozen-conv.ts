import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import { convKernel } from './conv-kernel';
import { backwardFilter, convInputGradient } from './input-gradient';
import type { ConvLayer } from './layer';

/** A convolution layer with frozen weights, and the filter that carries gradients back. */
export interface FrozenConv {
  /** [n, h, w, in] to [n, h', w', out]. The caller disposes the result. */
  forward(x: Tensor4D): Tensor4D;
  /**
   * Gradient with respect to an input of `inputShape`, from the one of the layer's `output`. The
   * caller disposes the result.
   */
  backward(dy: Tensor4D, output: Tensor4D, inputShape: Tensor4D['shape']): Tensor4D;
  dispose(): void;
}

/** Takes over the layer's tensors. */
export function frozenConv(layer: ConvLayer): FrozenConv {
  const held: Tensor[] = [layer.filter, layer.bias, layer.slope].flatMap((tensor) => tensor ?? []);
  for (const tensor of held) tf.keep(tensor);
  let back: Tensor4D | undefined;
  // Made when it is first needed: a network that is only looked through never needs it.
  const backFilter = (): Tensor4D => {
    if (!back) {
      back = tf.keep(backwardFilter(layer.kind, layer.filter, layer.stride));
      held.push(back);
    }
    return back;
  };
  const [height, width] = layer.filter.shape;
  return {
    forward: (x) => convKernel({ ...layer, x }),
    backward: (dy, output, inputShape) =>
      convInputGradient({
        ...layer,
        dy: activationGradient(layer, dy, output),
        backward: backFilter(),
        inputShape,
        kernel: [height, width],
      }),
    dispose: () => {
      tf.dispose(held);
    },
  };
}

/** Gradient before the activation, from the one after it and the activation's own output. */
function activationGradient(layer: ConvLayer, dy: Tensor4D, output: Tensor4D): Tensor4D {
  switch (layer.activation) {
    case 'linear':
      return dy;
    case 'relu':
      return tf.mul(dy, tf.step(output));
    case 'relu6':
      // Positive exactly between the two bends: one mask instead of two.
      return tf.mul(dy, tf.step(tf.mul(output, tf.sub(6, output))));
    case 'prelu':
      throw new EngineError('bad-model', `No gradient through a prelu: ${layer.name}`);
  }
}
