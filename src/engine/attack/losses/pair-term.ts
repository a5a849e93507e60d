import * as tf from '@tensorflow/tfjs-core';
import type { AdversarialTerm } from '../seams';
import { centredSimilarity } from './centred-similarity';
import { pairDistance } from './pair-distance';
import type { Enough } from './pair-exchange';
import { pairExchange } from './pair-exchange';
import { pairSimilarity } from './pair-similarity';

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
}

/** E over a pair. The caller disposes it. */
export function pairTerm({ clean, target, enough, centre }: Pair): {
  readonly term: AdversarialTerm;
  readonly dispose: () => void;
} {
  const from = tf.tensor1d(clean);
  const to = target && tf.tensor1d(target);
  const seenFrom = centre && tf.tensor1d(centre);
  return {
    term: (embedding) => {
      if (!to) {
        return seenFrom
          ? centredSimilarity(embedding, from, seenFrom)
          : pairSimilarity(embedding, from);
      }
      return enough === undefined
        ? pairDistance(embedding, to)
        : pairExchange(embedding, from, to, enough);
    },
    dispose: () => {
      from.dispose();
      to?.dispose();
      seenFrom?.dispose();
    },
  };
}
