import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { pairDistance } from './pair-distance';
import { pairSimilarity } from './pair-similarity';

/**
 * E over a pair, targeted, where success asks for both (ours, not the paper's): the mean of the
 * cosine to the `clean` embedding and of 1 - cosine to the `target`, all of norm 1; -1 to 1.5. The
 * target alone leaves a face like its original long after it is like the target. The caller disposes
 * the result.
 */
export function pairExchange(embedding: Tensor2D, clean: Tensor1D, target: Tensor1D): Scalar {
  return tf.tidy(() => {
    const away = pairSimilarity(embedding, clean);
    const towards = pairDistance(embedding, target);
    return tf.div<Scalar>(tf.add(away, towards), 2);
  });
}
