import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/**
 * E over a pair, non-targeted, of which less is this recogniser's own: the cosine between the
 * embedding [1, d] of the protected face and the `clean` one [d], both of norm 1, as seen from
 * `centre` [d] instead of from the origin. What every face has in common says nothing of a person,
 * and each recogniser has another share of it (docs/decisions/0041). Brought back to the plain
 * cosine's scale: 1 where the two are equal, and the plain cosine itself as long as the embedding
 * keeps its part along the centre. The gradient is zero where the two are equal. The caller disposes
 * the result.
 */
export function centredSimilarity(embedding: Tensor2D, clean: Tensor1D, centre: Tensor1D): Scalar {
  return tf.tidy(() => {
    const [a, b] = [tf.sub(embedding, centre), tf.sub(clean, centre)];
    const cosine = tf.div(tf.sum(tf.mul(a, b)), tf.mul(tf.norm(a), tf.norm(b)));
    return tf.sub<Scalar>(1, tf.mul(tf.sum(tf.square(b)), tf.sub(1, cosine)));
  });
}
