import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';

/** What a recogniser counts that needs nothing more, beside one that lacks a whole unit. */
const LEAST = 0.03;
/** Added to what is missing: a recogniser that is just good enough must not slip back. */
const RESERVE = 0.1;
const TINY = 1e-20;

/**
 * One gradient from those of several recognisers, [s, s, 3]: each brought to the length of the
 * longest, for their cosines move by very different amounts, and weighted by what is `missing` to
 * its success (units of similarity; -Infinity where that is not known). A single one comes out as
 * it is. The caller disposes the result.
 */
export function balancedGradient(
  gradients: readonly Tensor3D[],
  missing: readonly number[],
): Tensor3D {
  return tf.tidy(() => {
    const lengths = gradients.map((gradient) => tf.add<Scalar>(tf.norm(gradient), TINY));
    const longest = tf.max<Scalar>(tf.stack(lengths));
    const weights = missing.map((lack) => Math.max(LEAST, lack + RESERVE));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const parts = gradients.map((gradient, i) => {
      const share = (weights[i] ?? 0) / total;
      return tf.mul<Tensor3D>(gradient, tf.mul(tf.div(longest, lengths[i] ?? longest), share));
    });
    return tf.addN(parts);
  });
}
