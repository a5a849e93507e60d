import type { Tensor3D } from '@tensorflow/tfjs-core';
import { ceilingInPatch } from '../budgets/ceiling';
import { fidelityBall } from '../budgets/fidelity-ball';
import { productBudget } from '../budgets/product-budget';
import { l2Momentum } from '../optimisers/l2-momentum';
import { smallNoise } from '../starts/uniform-noise';
import { drawAugmentation } from '../transforms/augmentation';
import type { AttackRecipe, FormInput } from './attack-form';

/** Root mean square change of one step, [0, 1] units. */
const STEP_SIZE = 0.25 / 255;
const MOMENTUM = 0.3;

export interface TransferInput extends FormInput {
  /** Where the change is counted: [s, s, 1], 1 in the tight box of the face, 0 elsewhere. */
  readonly face: Tensor3D;
  /** PSNR that the change alone leaves there at least, dB. */
  readonly leastPsnr: number;
}

/**
 * Hard clamp to k * J less the encoder's reserve, and a ball of least fidelity inside; nothing is
 * charged for a change there: what a recogniser that is not asked needs, only steps can find. The
 * inputs must live until the recipe is disposed.
 */
export function transferForm(input: TransferInput): AttackRecipe {
  const ceiling = ceilingInPatch(input.jnd, input.k);
  const optimiser = l2Momentum(STEP_SIZE, MOMENTUM);
  return {
    start: smallNoise,
    budget: fidelityBall(productBudget(input.original, ceiling), input.face, input.leastPsnr),
    optimiser,
    augment: drawAugmentation,
    stepsPerAttempt: Infinity,
    relax: () => 'continue',
    dispose: () => {
      optimiser.dispose();
      ceiling.dispose();
    },
  };
}
