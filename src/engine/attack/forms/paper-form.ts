import * as tf from '@tensorflow/tfjs-core';
import { paperBudget } from '../budgets/paper-budget';
import { literalThreshold, reachableThreshold } from '../losses/gradient-change';
import { adam } from '../optimisers/adam';
import { l2Momentum } from '../optimisers/l2-momentum';
import { stepsPerAttempt } from '../schedule/attempts';
import { B_SETTINGS, lowered } from '../schedule/falling-b';
import { smallNoise } from '../starts/uniform-noise';
import { NO_AUGMENTATION } from '../transforms/augmentation';
import { tensorOf } from '../transforms/resample';
import type { AttackRecipe, FormInput } from './attack-form';
import type { PaperOptions } from './paper-options';
import { PAPER_OPTIONS } from './paper-options';
import { paperPrice, startWeights } from './paper-price';

/** Root mean square change of a step of one length: small, so that success is met near X. */
const STEP_SIZE = 0.1 / 255;
/** Adam's, per sample. */
const LEARNING_RATE = 0.25 / 255;

/**
 * The paper's soft form: minimises alpha * L_adv + L_per (equations 1 and 2) without a clamp; each
 * failure lowers b (equation 8) until it is 0 and the attack is pure. What it does beyond J is
 * reported, not prevented. No augmentation: the paper has none.
 */
export function paperForm(input: FormInput, options: Partial<PaperOptions> = {}): AttackRecipe {
  const { terms, gradientThreshold, fidelityPrice, schedule, steps } = {
    ...PAPER_OPTIONS,
    ...options,
  };
  const { start, delta: adjuster } = B_SETTINGS[input.mode];
  const threshold = gradientThreshold === 'literal' ? literalThreshold : reachableThreshold;
  const jnd = tf.keep(tensorOf({ ...input.original, data: input.jnd }));
  const [alongX, alongY] = threshold(jnd);
  const gradient = [tf.keep(alongX), tf.keep(alongY)] as const;
  const thresholds = { jnd, gradient };
  const optimiser = steps === 'adam' ? adam(LEARNING_RATE) : l2Momentum(STEP_SIZE, 0);
  let weights = startWeights(terms, start);
  return {
    start: smallNoise,
    budget: paperBudget(input.original),
    optimiser,
    price: (delta) => paperPrice(delta, terms, weights, thresholds, fidelityPrice),
    augment: () => NO_AUGMENTATION,
    stepsPerAttempt: stepsPerAttempt(schedule),
    relax: () => {
      weights = lowered(weights, adjuster);
      return schedule === 'restart' ? 'restart' : 'continue';
    },
    dispose: () => {
      tf.dispose([jnd, ...gradient]);
    },
  };
}
