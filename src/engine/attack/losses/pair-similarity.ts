import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/**
 * E over a pair, non-targeted: the cosine between the embedding [1, d] of the protected face and
 * the `clean` one [d], both of norm 1; -1 to 1. The paper's E needs a gallery; a person has none.
 * Its gradient is zero where the two are equal: start from small noise. The caller disposes the
 * result.
 */
export function pairSimilarity(embedding: Tensor2D, clean: Tensor1D): Scalar {
  return tf.sum<Scalar>(tf.mul(embedding, clean));
}
