import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Keeps tensors alive until the gradient is taken. */
export type Save = (tensors: Tensor[]) => void;

/**
 * Runs `forward` on `x` as one operation whose gradient is `backward`: tf.customGrad with its real
 * types. Tensors that `backward` needs must be saved, not captured: a tidy around the caller
 * would dispose captured ones too early. The caller disposes the result.
 */
export function differentiable<X extends Tensor, Y extends Tensor>(
  x: X,
  forward: (x: X, save: Save) => Y,
  backward: (dy: Y, saved: Tensor[]) => X,
): Y {
  const run = tf.customGrad((...received: unknown[]) => {
    const [input, save] = received as [X, Save];
    return {
      value: forward(input, save),
      gradFunc: (dy: Tensor, saved: Tensor[]) => backward(dy as Y, saved),
    };
  });
  return run(x);
}
