import * as tf from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/**
 * s: how sharply cosines are told apart, the fixed scale of AM-Softmax (Wang et al. 2018,
 * https://arxiv.org/abs/1801.05599).
 */
export const GALLERY_SCALE = 30;

/**
 * A cosine gallery in the place of the paper's theta, a trained classifier of 8,631 identities (our
 * substitution): s * cosine of the embedding [1, d] to each of `prototypes` [n, d], all of norm 1;
 * [n]. Their softmax is p. Differentiable. The caller disposes the result.
 */
export function galleryLogits(
  embedding: Tensor2D,
  prototypes: Tensor2D,
  scale: number = GALLERY_SCALE,
): Tensor1D {
  // A sum of products, not a product with a transposed matrix: that path is slow on wasm.
  return tf.mul(tf.sum(tf.mul(prototypes, embedding), 1), scale);
}
