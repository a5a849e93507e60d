import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';

/**
 * The four seams of an attack (after Foolbox, Rauber et al. 2017, https://arxiv.org/abs/1707.04131):
 * what is minimised, where the perturbation may lie, how it moves, and when it is good enough.
 * All images are patches [s, s, 3] RGB in [0, 1]; `delta` is protected minus original.
 */

/**
 * The whole loss: `adversarial` (the mean cosine to the clean face, over the recognisers) plus the
 * form's own price of `delta`. Lower is better, always. The caller disposes the result.
 */
export type Loss = (adversarial: Scalar, delta: Tensor3D) => Scalar;

export interface Budget {
  /** The nearest allowed perturbation. The caller disposes the result. */
  project(delta: Tensor3D): Tensor3D;
}

export interface Optimiser {
  /** The next perturbation, not yet projected. The caller disposes the result. */
  step(delta: Tensor3D, gradient: Tensor3D): Tensor3D;
  dispose(): void;
}

/** Good enough? `similarity` is the cosine to the original face, `limit` what it must stay below. */
export type Criterion = (similarity: number, limit: number) => boolean;
