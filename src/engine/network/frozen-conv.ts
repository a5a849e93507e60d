import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import { convKernel } from './conv-kernel';
import { differentiable } from './differentiable';
import { convInputGradient } from './input-gradient';
import type { ConvLayer } from './layer';

/**
 * A convolution layer with frozen weights: x [n, h, w, in] to [n, h', w', out], differentiable
 * with respect to x only. `backward` comes from `backwardFilter`. The caller disposes the result.
 */
export function frozenConv(x: Tensor4D, layer: ConvLayer, backward: Tensor4D): Tensor4D {
  const inputShape = x.shape;
  return differentiable(
    x,
    (input, save) => {
      const value = convKernel({ ...layer, x: input });
      save(layer.activation === 'linear' ? [] : [value]);
      return value;
    },
    (dy, saved) => {
      const before = activationGradient(layer, dy, saved[0]);
      const [height, width] = layer.filter.shape;
      return convInputGradient({
        ...layer,
        dy: before,
        backward,
        inputShape,
        kernel: [height, width],
      });
    },
  );
}

/** Gradient before the activation, from the one after it and the activation's own output. */
function activationGradient(layer: ConvLayer, dy: Tensor4D, output: Tensor | undefined): Tensor4D {
  if (layer.activation === 'linear' || !output) return dy;
  switch (layer.activation) {
    case 'relu':
      return tf.mul(dy, tf.step(output));
    case 'relu6':
      // Positive exactly between the two bends: one mask instead of two.
      return tf.mul(dy, tf.step(tf.mul(output, tf.sub(6, output))));
    case 'prelu':
      throw new EngineError('bad-model', `No gradient through a prelu: ${layer.name}`);
  }
}
