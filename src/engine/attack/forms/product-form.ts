import * as tf from '@tensorflow/tfjs-core';
import type { Scalar } from '@tensorflow/tfjs-core';
import { ceilingInPatch } from '../budgets/ceiling';
import { productBudget } from '../budgets/product-budget';
import { plainL2 } from '../losses/plain-l2';
import { l2Momentum } from '../optimisers/l2-momentum';
import { smallNoise } from '../starts/uniform-noise';
import { drawAugmentation } from '../transforms/augmentation';
import type { AttackMode, FallingL2 } from '../../protect-types';
import type { AttackRecipe, FormInput } from './attack-form';

/**
 * Root mean square change of one step. The way to a target ends between two limits: steps of 0.25
 * levels went to and fro there for 250 of 320 steps.
 */
const STEP_SIZE: Readonly<Record<AttackMode, number>> = {
  nontargeted: 0.25 / 255,
  targeted: 0.12 / 255,
};
const MOMENTUM = 0.3;
/**
 * The price of a change where none is said: nontargeted, a change of 2 / 255 everywhere costs 1.2 at
 * first. The way to a target is long: from the same start it took one face 240 steps and not 61, and
 * ended 2.5 dB lower.
 */
const FALLING_L2: Readonly<Record<AttackMode, FallingL2>> = {
  nontargeted: { start: 20_000, decay: 0.85 },
  targeted: { start: 2_000, decay: 0.85 },
};
const STEPS_PER_ATTEMPT = 8;

/**
 * Hard clamp to k * J less the reserve, L2-normalised momentum, a plain L2 inside. The L2
 * starts heavy and falls, as the paper's b does, so that a face which needs little is changed
 * little; the clamp never moves (docs/decisions/0010).
 */
export function productForm(input: FormInput): AttackRecipe {
  const ceiling = ceilingInPatch(input.jnd, input.k, input.reserve);
  const optimiser = l2Momentum(STEP_SIZE[input.mode], MOMENTUM);
  const { start, decay } = input.l2 ?? FALLING_L2[input.mode];
  let weight = start;
  return {
    start: smallNoise,
    budget: productBudget(input.original, ceiling, input.fidelity),
    optimiser,
    price: (delta) => tf.mul<Scalar>(plainL2(delta), weight),
    augment: drawAugmentation,
    stepsPerAttempt: STEPS_PER_ATTEMPT,
    relax: () => {
      weight *= decay;
      return 'continue';
    },
  };
}
