import type { AttackRecipe } from '../forms/attack-form';
import { signStep } from '../optimisers/sign-step';
import { uniformNoise } from '../starts/uniform-noise';
import type { SignSettings } from './iterative-sign';
import { iterativeSign } from './iterative-sign';
import type { Pixels } from '../transforms/resample';

/**
 * Madry et al., section 5, for CIFAR-10: epsilon 8 levels and steps of size 2; 20 steps, those of
 * "our hardest adversary" (7 to train with; 10 in the configuration of their cifar10_challenge).
 */
export const PGD: SignSettings = { epsilon: 8 / 255, stepSize: 2 / 255, steps: 20 };

/**
 * Projected gradient descent (Madry et al. 2018, https://arxiv.org/abs/1706.06083): sign steps
 * inside the L-infinity ball, from a uniformly random point of it. The caller disposes the recipe.
 */
export function pgd(original: Pixels, settings: SignSettings = PGD): AttackRecipe {
  const start = uniformNoise(settings.epsilon);
  return iterativeSign(original, settings, start, signStep(settings.stepSize));
}
