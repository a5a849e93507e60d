import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import type { AdversarialTerm } from '../seams';
import { centredSimilarity } from './centred-similarity';
import { pairDistance } from './pair-distance';
import type { Enough } from './pair-exchange';
import { pairExchange } from './pair-exchange';
import { pairSimilarity } from './pair-similarity';

/** [d], L2 norm 1: how much nearer one comes to it, times the weight, is taken off E. */
export interface WeightedDecoy {
  readonly embedding: Float32Array;
  readonly weight: number;
}

/** Away from the `clean` embedding, or to the target; both [d], L2 norm 1. */
export interface Pair {
  readonly clean: Float32Array;
  readonly target?: Float32Array;
  /**
   * With a target: both cosines count, until they are enough. Absent: only the distance to the
   * target, the paper's targeted loss.
   */
  readonly enough?: Enough;
  /** Without a target: where the cosine is seen from, [d]; the origin where it is not said. */
  readonly centre?: Float32Array;
  /** Without a target: a face of nobody's, of this photo alone (docs/decisions/0042). */
  readonly decoy?: WeightedDecoy;
}

/** E over a pair. The caller disposes it. */
export function pairTerm({ clean, target, enough, centre, decoy }: Pair): {
  readonly term: AdversarialTerm;
  readonly dispose: () => void;
} {
  const from = tf.tensor1d(clean);
  const to = target && tf.tensor1d(target);
  const seenFrom = centre && tf.tensor1d(centre);
  const aside = decoy && tf.tensor1d(decoy.embedding.map((value) => decoy.weight * value));
  const away = (embedding: Tensor2D): Scalar =>
    seenFrom ? centredSimilarity(embedding, from, seenFrom) : pairSimilarity(embedding, from);
  return {
    term: (embedding) => {
      if (!to) {
        if (!aside) return away(embedding);
        return tf.tidy(() => {
          const nearer = pairSimilarity(tf.sub(embedding, from), aside);
          return tf.sub<Scalar>(away(embedding), nearer);
        });
      }
      return enough === undefined
        ? pairDistance(embedding, to)
        : pairExchange(embedding, from, to, enough);
    },
    dispose: () => {
      from.dispose();
      to?.dispose();
      seenFrom?.dispose();
      aside?.dispose();
    },
  };
}
