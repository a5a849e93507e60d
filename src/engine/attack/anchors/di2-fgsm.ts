import type { AttackRecipe } from '../forms/attack-form';
import { signStep } from '../optimisers/sign-step';
import { smallNoise } from '../starts/uniform-noise';
import type { SignSettings } from './iterative-sign';
import { bimSteps, diverseInput, iterativeSign } from './iterative-sign';
import type { Pixels } from '../transforms/resample';

const EPSILON = 15 / 255;

/**
 * One level a step and BIM's number of steps, as in Xie et al.'s release
 * (https://github.com/cihangxie/DI-2-FGSM, attack.py). Epsilon 15 is the article's as we remember
 * it, not read again; the release has 16 (20 steps). The smaller one spares the anchor's quality,
 * and an attack that stops at its first success hardly ever gets that far.
 */
export const DI2_FGSM: SignSettings = {
  epsilon: EPSILON,
  stepSize: 1 / 255,
  steps: bimSteps(EPSILON),
};

/**
 * Diverse inputs iterative FGSM (Xie et al. 2019, https://arxiv.org/abs/1803.06978): BIM whose every
 * gradient sees, with probability 0.5, a resized and padded input. Starts from noise of a quarter
 * level (see bim.ts). The caller disposes the recipe.
 */
export function di2Fgsm(original: Pixels, settings: SignSettings = DI2_FGSM): AttackRecipe {
  const optimiser = signStep(settings.stepSize);
  return iterativeSign(original, settings, smallNoise, optimiser, diverseInput);
}
