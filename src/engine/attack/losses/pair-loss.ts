import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { AttackMode } from '../../protect-types';
import { pairDistance } from './pair-distance';
import { pairSimilarity } from './pair-similarity';

/**
 * E over a pair, of embeddings [1, d] and one of L2 norm 1 [d]: away from `held` (`nontargeted`: it
 * is the clean face's) or to it (`targeted`).
 */
export function pairLoss(mode: AttackMode, embedding: Tensor2D, held: Tensor1D): Scalar {
  return mode === 'targeted' ? pairDistance(embedding, held) : pairSimilarity(embedding, held);
}
