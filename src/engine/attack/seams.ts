import type { Scalar, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Random } from '../seeded-random';

/**
 * The seams of an attack (after Foolbox, Rauber et al. 2017, https://arxiv.org/abs/1707.04131):
 * what is minimised, where the perturbation may lie, how it moves, and when it is good enough.
 * What is minimised has two parts (the paper's equation 1): alpha * L_adv + L_per.
 * All images are patches [s, s, 3] RGB in [0, 1]; `delta` is P of the paper, protected minus
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
  /** The nearest allowed perturbation. The caller disposes the result. */
  project(delta: Tensor3D): Tensor3D;
}

export interface Optimiser {
  /** The next perturbation, not yet projected. The caller disposes the result. */
  step(delta: Tensor3D, gradient: Tensor3D): Tensor3D;
  /** Forgets the steps so far and frees what it held of them; it may step again. */
  dispose(): void;
}

/** Where the perturbation begins, not yet projected. The caller disposes the result. */
export type Start = (shape: [number, number, number], random: Random) => Tensor3D;

/**
 * Good enough, to one recogniser? Judged on the `embedding` [d], L2 norm 1, of an image in whole
 * 8-bit levels. `slack` is by how much more than enough, in the aim's unit.
 */
export type Criterion = (embedding: Float32Array, slack: number) => boolean;
