import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { pairSimilarity } from './pair-similarity';

/** A stranger beside the way: his embedding [d] of norm 1, its weight, and the cosine of any other. */
export interface Beside {
  readonly embedding: Tensor1D;
  readonly weight: number;
  readonly neutral: number;
}

/**
 * E over a pair, non-targeted, with a second direction (ours): the cosine to the `clean` embedding
 * less `weight` times what that to a stranger has above `neutral`. Pushed away from itself alone, a
 * face ends in the same place in every photo: there the protected photos of one person match each
 * other. The caller disposes the result.
 */
export function pairAside(
  embedding: Tensor2D,
  clean: Tensor1D,
  { embedding: stranger, weight, neutral }: Beside,
): Scalar {
  return tf.tidy(() => {
    const above = tf.sub(pairSimilarity(embedding, stranger), neutral);
    return tf.sub<Scalar>(pairSimilarity(embedding, clean), tf.mul(above, weight));
  });
}
