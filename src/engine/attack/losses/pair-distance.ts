import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { pairSimilarity } from './pair-similarity';

/**
 * E over a pair, targeted: 1 - cosine between the embedding [1, d] of the protected face and the
 * `target` [d], both of norm 1; 0 to 2. The caller disposes the result.
 */
export function pairDistance(embedding: Tensor2D, target: Tensor1D): Scalar {
  return tf.sub<Scalar>(1, pairSimilarity(embedding, target));
}
