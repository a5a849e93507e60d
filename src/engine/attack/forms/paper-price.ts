import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import { deviation } from '../losses/deviation';
import type { FidelityPrice } from '../losses/fidelity';
import { fidelity } from '../losses/fidelity';
import type { GradientThreshold } from '../losses/gradient-change';
import { gradientChange } from '../losses/gradient-change';
import { plainL1 } from '../losses/plain-l1';
import { plainL2 } from '../losses/plain-l2';
import type { PriceWeights } from '../schedule/falling-b';
import type { PaperTerms } from './paper-options';

/** What L_per is measured against; patches in [0, 1] units, owned by the caller. */
export interface PaperThresholds {
  readonly jnd: Tensor3D;
  /** Only read where G has a part. */
  readonly gradient: GradientThreshold;
}

/** Every b that the terms use at `start`, the others 0 (the paper's ablation setting). */
export function startWeights(terms: PaperTerms, start: number): PriceWeights {
  const parts = terms.split('+');
  const has = (...names: string[]): boolean => names.some((name) => parts.includes(name));
  return {
    deviation: has('L1', 'L1_ori') ? start : 0,
    fidelity: has('L2', 'L2_ori') ? start : 0,
    gradient: has('G') ? start : 0,
  };
}

/**
 * L_per = b1 * L1 + b2 * L2 + b3 * G (equation 2 of the paper), with the plain l1 and l2 in their
 * places for the two `_ori` ablations. Terms whose weight is 0 are not computed. The caller
 * disposes the result.
 */
export function paperPrice(
  delta: Tensor3D,
  terms: PaperTerms,
  weights: PriceWeights,
  thresholds: PaperThresholds,
  fidelityPrice?: FidelityPrice,
): Scalar {
  const { jnd, gradient } = thresholds;
  return tf.tidy(() => {
    const parts: Scalar[] = [];
    const add = (weight: number, term: () => Scalar): void => {
      if (weight > 0) parts.push(tf.mul(term(), weight));
    };
    const plain = terms.endsWith('_ori');
    add(weights.deviation, () => (plain ? plainL1(delta) : deviation(delta, jnd)));
    add(weights.fidelity, () => (plain ? plainL2(delta) : fidelity(delta, jnd, fidelityPrice)));
    add(weights.gradient, () => gradientChange(delta, gradient));
    // b = 0 is a pure attack: still a function of delta, so that its gradient exists.
    return parts.length > 0 ? tf.addN(parts) : tf.mul<Scalar>(tf.sum(delta), 0);
  });
}
