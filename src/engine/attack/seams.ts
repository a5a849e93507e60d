import type { Scalar, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Random } from '../seeded-random';

/**
 * The seams of an attack (after Foolbox, Rauber et al. 2017, https://arxiv.org/abs/1707.04131):
 * what is minimised, where the perturbation may lie, how it moves, and when it is good enough.
 * What is minimised has two parts (the paper's equation 1): alpha * L_adv + L_per.
 * All images are patches [s, s, 3] RGB in [0, 1], sample by sample; `delta` is P of the paper, protected minus
 * original.
 */

/**
 * E of the paper, one recogniser's share of L_adv: of the embedding [1, d], L2 norm 1, that the
 * recogniser gives the protected face. Lower is better, always. Differentiable. The caller disposes
 * the result.
 */
export type AdversarialTerm = (embedding: Tensor2D) => Scalar;

/**
 * L_per of the paper: what the form charges for `delta`. Lower is better, always. Differentiable.
 * The caller disposes the result.
 */
export type Price = (delta: Tensor3D) => Scalar;

export interface Budget {
  /** Brings a perturbation to the nearest that is allowed, in place. */
  readonly project: (delta: Float32Array) => void;
}

export interface Optimiser {
  /** Moves the perturbation by one step against the gradient, in place; it is not projected. */
  readonly step: (delta: Float32Array, gradient: Float32Array) => void;
  /** Forgets the steps so far. */
  readonly reset: () => void;
}

/** Where the perturbation of so many samples begins, not yet projected. */
export type Start = (count: number, random: Random) => Float32Array;

/**
 * Good enough, to one recogniser? Judged on the `embedding` [d], L2 norm 1, of an image in whole
 * 8-bit levels. `slack` is by how much more than enough, in the aim's unit.
 */
export type Criterion = (embedding: Float32Array, slack: number) => boolean;
