import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D } from '@tensorflow/tfjs-core';

/**
 * E over a gallery, non-targeted: -log(1 - p_clean), from the logits [n] (n >= 2) of the protected
 * face and the index of the clean identity. Goes to 0 at success and is never below it; computed
 * as logsumexp(all) - logsumexp(others), which does not overflow where p_clean is 1. A restored
 * reading of the paper's "variant of cross entropy". The caller disposes the result.
 */
export function galleryEvasion(logits: Tensor1D, clean: number): Scalar {
  return tf.tidy(() => {
    const count = logits.shape[0];
    const before = tf.slice1d(logits, 0, clean);
    const after = tf.slice1d(logits, clean + 1, count - clean - 1);
    const others = tf.concat1d([before, after].filter((part) => part.size > 0));
    return tf.sub<Scalar>(tf.logSumExp(logits), tf.logSumExp(others));
  });
}
