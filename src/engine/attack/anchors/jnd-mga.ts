import * as tf from '@tensorflow/tfjs-core';
import type { Scalar } from '@tensorflow/tfjs-core';
import { noBudget } from '../budgets/no-budget';
import type { AttackRecipe } from '../forms/attack-form';
import { plainL2 } from '../losses/plain-l2';
import { rangeExcess } from '../losses/range-excess';
import { totalVariation } from '../losses/total-variation';
import { l2Momentum } from '../optimisers/l2-momentum';
import { smallNoise } from '../starts/uniform-noise';
import { NO_AUGMENTATION } from '../transforms/augmentation';
import type { Pixels } from '../transforms/resample';
import { tensorOf } from '../transforms/resample';

/** Every number is reconstructed: see jndMga. */
export const JND_MGA = {
  /** Root mean square change of one step: small, so that the first image that succeeds is near X. */
  stepSize: 0.1 / 255,
  /** Weights beside the model's loss: each costs about a tenth of it at a change of 2 levels. */
  l2: 2_000,
  totalVariation: 1_000,
  range: 20_000,
  /** "Until the label changes": a limit that is there only to end. */
  steps: 200,
};

/**
 * JND-MGA: just noticeable difference for machines (Akan, Genc & Yarman Vural 2020,
 * https://arxiv.org/abs/2001.11064; Akan et al. 2022, https://doi.org/10.1007/s11760-021-02114-x).
 * Distorts X by gradient descent on model loss + l2 + total variation + bounded range until the
 * model's answer flips, and stops there: the image just noticeably different to the machine.
 *
 * A reconstruction from the abstracts (2001.11064; 2102.08079, the longer one): the terms, that the
 * noise is the gradient of their sum, and that it stops when the label changes. Weights, learning
 * rate and the articles' norms were not to be had, and no code of the authors was found. Here the
 * terms are means, the steps have one length whatever the loss's scale, and total variation is that
 * of the perturbation (of the image, as the abstract has it, it would blur the photo itself), the
 * readings that keep more quality. No clamp: what leaves [0, 1] has its price.
 * Starts from noise of a quarter level (see bim.ts). The caller disposes the recipe.
 */
export function jndMga(original: Pixels, settings = JND_MGA): AttackRecipe {
  const clean = () => tensorOf(original);
  const optimiser = l2Momentum(settings.stepSize, 0);
  return {
    start: smallNoise,
    budget: noBudget,
    optimiser,
    price: (delta) =>
      tf.addN<Scalar>([
        tf.mul(plainL2(delta), settings.l2),
        tf.mul(totalVariation(delta), settings.totalVariation),
        tf.mul(rangeExcess(tf.add(clean(), delta)), settings.range),
      ]),
    augment: () => NO_AUGMENTATION,
    stepsPerAttempt: settings.steps,
    relax: () => 'continue',
  };
}
