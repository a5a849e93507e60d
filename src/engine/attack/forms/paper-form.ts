import * as tf from '@tensorflow/tfjs-core';
import type { Scalar } from '@tensorflow/tfjs-core';
import { paperBudget } from '../budgets/paper-budget';
import { deviation } from '../losses/deviation';
import { adam } from '../optimisers/adam';
import type { AttackRecipe, FormInput } from './attack-form';

/** The paper's non-targeted setting: b1 starts here and loses B_STEP after each failure. */
export const B_START = 1500;
export const B_STEP = 50;
const LEARNING_RATE = 0.5 / 255;

/**
 * The paper's soft form: L_per = b1 * L1(excess over J, priced by M), no clamp, b1 falling
 * after each failure until it is 0 and the attack is pure. Warm: it goes on from the last Z
 * instead of starting again.
 */
export function paperForm(input: FormInput): AttackRecipe {
  const optimiser = adam(LEARNING_RATE);
  let b1 = B_START;
  return {
    budget: paperBudget(input.original),
    optimiser,
    price: (delta) => tf.mul<Scalar>(deviation(delta, input.jnd), b1),
    relax: () => {
      b1 = Math.max(0, b1 - B_STEP);
    },
    dispose: () => {
      optimiser.dispose();
    },
  };
}
