import { ceilingInPatch } from '../budgets/ceiling';
import { productBudget } from '../budgets/product-budget';
import { l2Momentum } from '../optimisers/l2-momentum';
import { smallNoise } from '../starts/uniform-noise';
import { drawAugmentation, drawFarAugmentation } from '../transforms/augmentation';
import type { AttackRecipe, FormInput } from './attack-form';

/** Root mean square change of one step, [0, 1] units. */
const STEP_SIZE = 0.25 / 255;
const MOMENTUM = 0.3;
/** After the steps for transfer, the ball gives way by so much each so many steps, dB. */
const STEPS_PER_ATTEMPT = 8;
const GIVES = 0.25;

/**
 * Hard clamp to k * J less the reserve, and where it is said a ball of least fidelity
 * inside. Nothing is charged for a change there: one that only just stops the recognisers that are
 * asked stops no other (docs/decisions/0032). After the steps for transfer only those are asked that
 * still see the face: the near draws get there sooner, and the ball gives way, the clamp never
 * (docs/decisions/0046). The inputs must live until the recipe is disposed.
 */
export function transferForm(input: FormInput): AttackRecipe {
  const ceiling = ceilingInPatch(input.jnd, input.k, input.reserve);
  const optimiser = l2Momentum(STEP_SIZE, MOMENTUM);
  const { transferSteps = Infinity } = input;
  const fidelity = input.fidelity && { ...input.fidelity };
  let attempts = 0;
  return {
    start: smallNoise,
    budget: productBudget(input.original, ceiling, fidelity),
    optimiser,
    augment: (random, step) =>
      (step < transferSteps ? drawFarAugmentation : drawAugmentation)(random),
    stepsPerAttempt: STEPS_PER_ATTEMPT,
    relax: () => {
      attempts += 1;
      if (fidelity && attempts * STEPS_PER_ATTEMPT > transferSteps) fidelity.leastPsnr -= GIVES;
      return 'continue';
    },
    dispose: () => {
      optimiser.dispose();
      ceiling.dispose();
    },
  };
}
