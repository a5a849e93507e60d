import * as tf from '@tensorflow/tfjs-core';
import type { Scalar } from '@tensorflow/tfjs-core';
import { paperBudget } from '../budgets/paper-budget';
import type { AttackRecipe } from '../forms/attack-form';
import { gradientDistance } from '../losses/gradient-distance';
import { plainL2 } from '../losses/plain-l2';
import { structuralChange } from '../losses/structural-change';
import { adam } from '../optimisers/adam';
import { smallNoise } from '../starts/uniform-noise';
import { NO_AUGMENTATION } from '../transforms/augmentation';
import type { Pixels } from '../transforms/resample';
import { tensorOf } from '../transforms/resample';

/** Every number is reconstructed: see mnd. */
export const MND = {
  learningRate: 0.25 / 255,
  /** Weights beside the adversarial loss: each costs about a tenth of it at a change of 2 levels. */
  magnitude: 2_000,
  structure: 2,
  gradient: 2,
  steps: 200,
};

/**
 * MND: minimum noticeable difference (Sun, Jin & Lin 2022, https://arxiv.org/abs/2206.08638):
 * adversarial loss + a perceptual loss of the perturbation's magnitude, of what it does to the
 * structure (1 - SSIM) and of what it does to the gradients, until the model is deceived.
 *
 * A reconstruction: the three factors are those of its abstract, SSIM as one of them is what the
 * paper that follows says of it. Weights, optimiser and the form of each factor were not to be had,
 * and no code of the authors was found. Magnitude is the mean square, gradients are Sobel's in l1
 * as in that paper (there with a JND); Adam is ours, as for ours.
 * Starts from noise of a quarter level (see bim.ts). The caller disposes the recipe.
 */
export function mnd(original: Pixels, settings = MND): AttackRecipe {
  const clean = () => tensorOf(original);
  const optimiser = adam(settings.learningRate);
  return {
    start: smallNoise,
    budget: paperBudget(original),
    optimiser,
    price: (delta) =>
      tf.addN<Scalar>([
        tf.mul(plainL2(delta), settings.magnitude),
        tf.mul(structuralChange(clean(), tf.add(clean(), delta)), settings.structure),
        tf.mul(gradientDistance(delta), settings.gradient),
      ]),
    augment: () => NO_AUGMENTATION,
    stepsPerAttempt: settings.steps,
    relax: () => 'continue',
  };
}
