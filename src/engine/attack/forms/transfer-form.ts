import { ceilingInPatch } from '../budgets/ceiling';
import { productBudget } from '../budgets/product-budget';
import { l2Momentum } from '../optimisers/l2-momentum';
import { smallNoise } from '../starts/uniform-noise';
import { drawAugmentation, drawFarAugmentation } from '../transforms/augmentation';
import type { AttackRecipe, FormInput } from './attack-form';

/** What the steps for transfer move together, root mean square, [0, 1] units. */
const REACH = 20 / 255;
/** Of the mean step: the first and the last of them; those that come after are as short. */
const FIRST = 1.6;
const LAST = 0.4;
const MOMENTUM = 0.6;
/** After the steps for transfer, the ball gives way by so much each so many steps, dB. */
const STEPS_PER_ATTEMPT = 16;
const GIVES = 0.25;

/** Where it is not said how many, as many as carry over well. */
const STEPS = 48;

/**
 * Hard clamp to k * J less the reserve, and where it is said a ball of least fidelity
 * inside. Nothing is charged for a change there: one that only just stops the recognisers that are
 * asked stops no other (docs/decisions/0032). After the steps for transfer only those are asked that
 * still see the face: the near draws get there sooner, and the ball gives way, the clamp never
 * (docs/decisions/0046).
 */
export function transferForm(input: FormInput): AttackRecipe {
  const ceiling = ceilingInPatch(input.jnd, input.k, input.reserve);
  const { transferSteps = Infinity } = input;
  const planned = Number.isFinite(transferSteps) ? transferSteps : STEPS;
  const optimiser = l2Momentum(
    (taken) => (REACH / planned) * (FIRST + (LAST - FIRST) * Math.min(1, taken / planned)),
    MOMENTUM,
  );
  const fidelity = input.fidelity && { ...input.fidelity };
  let attempts = 0;
  return {
    start: smallNoise,
    budget: productBudget(input.original, ceiling, fidelity),
    optimiser,
    augment: (random, step) =>
      (step < transferSteps ? drawFarAugmentation : drawAugmentation)(random),
    inTurn: transferSteps,
    stepsPerAttempt: STEPS_PER_ATTEMPT,
    relax: () => {
      attempts += 1;
      if (fidelity && attempts * STEPS_PER_ATTEMPT > transferSteps) fidelity.leastPsnr -= GIVES;
      return 'continue';
    },
  };
}
