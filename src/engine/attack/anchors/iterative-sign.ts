import type { Random } from '../../seeded-random';
import { lInfinityBudget } from '../budgets/l-infinity-budget';
import type { AttackRecipe } from '../forms/attack-form';
import type { Optimiser, Start } from '../seams';
import type { Augmentation } from '../transforms/augmentation';
import { NO_AUGMENTATION } from '../transforms/augmentation';
import { drawInputDiversity } from '../transforms/input-diversity';
import type { Pixels } from '../transforms/resample';

/** Settings of the sign attacks, in [0, 1] units. */
export interface SignSettings {
  /** Most that a sample may change. */
  readonly epsilon: number;
  readonly stepSize: number;
  /** Gradients that the paper takes; the caller's limit of steps. */
  readonly steps: number;
}

/**
 * BIM's number of iterations, min(epsilon + 4, 1.25 * epsilon) with epsilon in 8-bit levels (Kurakin
 * et al., section 2.2). How it is made whole is not said there; Xie et al.'s release truncates. Ours
 * rounds: 19 where theirs is 18, at epsilon 15, a step more.
 */
export function bimSteps(epsilon: number): number {
  const levels = epsilon * 255;
  return Math.round(Math.min(levels + 4, 1.25 * levels));
}

/** What BIM, PGD, MI-FGSM and DI2-FGSM share: no price, the L-infinity ball, nothing that gives way. */
export function iterativeSign(
  original: Pixels,
  { epsilon, steps }: SignSettings,
  start: Start,
  optimiser: Optimiser,
  augment: (random: Random) => Augmentation = () => NO_AUGMENTATION,
): AttackRecipe {
  return {
    start,
    budget: lInfinityBudget(original, epsilon),
    optimiser,
    augment,
    stepsPerAttempt: steps,
    relax: () => 'continue',
  };
}

/** One draw of Xie et al.'s input diversity as an augmentation (input-diversity.ts: what differs). */
export function diverseInput(random: Random): Augmentation {
  const diversity = drawInputDiversity(random);
  return diversity ? { ...NO_AUGMENTATION, diversity } : NO_AUGMENTATION;
}
