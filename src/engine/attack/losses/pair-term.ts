import * as tf from '@tensorflow/tfjs-core';
import type { AdversarialTerm } from '../seams';
import { pairDistance } from './pair-distance';
import { pairExchange } from './pair-exchange';
import { pairSimilarity } from './pair-similarity';

/**
 * What is lowered where there is a target: the distance to it (`approach`, the paper's targeted
 * loss), or that and the cosine to the clean face (`exchange`). Success asks for both either way.
 */
export type Pull = 'approach' | 'exchange';

/** Away from the `clean` embedding, or to the target; both [d], L2 norm 1. */
export interface Pair {
  readonly clean: Float32Array;
  readonly target?: Float32Array;
  readonly pull?: Pull;
}

/** E over a pair. The caller disposes it. */
export function pairTerm({ clean, target, pull }: Pair): {
  readonly term: AdversarialTerm;
  readonly dispose: () => void;
} {
  const from = tf.tensor1d(clean);
  const to = target && tf.tensor1d(target);
  return {
    term: (embedding) => {
      if (!to) return pairSimilarity(embedding, from);
      return pull === 'approach' ? pairDistance(embedding, to) : pairExchange(embedding, from, to);
    },
    dispose: () => {
      from.dispose();
      to?.dispose();
    },
  };
}
