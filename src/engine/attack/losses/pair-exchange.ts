import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { pairSimilarity } from './pair-similarity';

/** Cosines from which on a pair's two halves cost nothing. */
export interface Enough {
  /** To the clean embedding: this or less. */
  readonly toClean: number;
  /** To the target: this or more. */
  readonly toTarget: number;
}

/**
 * E over a pair, targeted, where success asks for both (ours, not the paper's): the mean of what the
 * cosine to the `clean` embedding has above enough and what that to the `target` lacks of it, all
 * of norm 1; 0 to 2. The target alone leaves a face like its original long after it is like the
 * target; a pull that never ends spends the budget on what is done. The caller disposes the result.
 */
export function pairExchange(
  embedding: Tensor2D,
  clean: Tensor1D,
  target: Tensor1D,
  enough: Enough,
): Scalar {
  return tf.tidy(() => {
    const away = tf.relu(tf.sub(pairSimilarity(embedding, clean), enough.toClean));
    const towards = tf.relu(tf.sub(enough.toTarget, pairSimilarity(embedding, target)));
    return tf.div<Scalar>(tf.add(away, towards), 2);
  });
}
