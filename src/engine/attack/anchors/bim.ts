import type { AttackRecipe } from '../forms/attack-form';
import { signStep } from '../optimisers/sign-step';
import { smallNoise } from '../starts/uniform-noise';
import type { SignSettings } from './iterative-sign';
import { bimSteps, iterativeSign } from './iterative-sign';
import type { Pixels } from '../transforms/resample';

const EPSILON = 16 / 255;

/**
 * Kurakin et al., section 2.2: alpha = 1 level a step, min(epsilon + 4, 1.25 epsilon) steps; section
 * 2.4: "all further experiments" have epsilon <= 16 levels, of which this is the largest.
 */
export const BIM: SignSettings = {
  epsilon: EPSILON,
  stepSize: 1 / 255,
  steps: bimSteps(EPSILON),
};

/**
 * Basic iterative method, also I-FGSM (Kurakin, Goodfellow & Bengio 2017,
 * https://arxiv.org/abs/1607.02533): sign steps inside the L-infinity ball around X. Theirs starts
 * at X; the gradient of a pair's cosine is zero there, so ours starts from noise of a quarter level.
 * The caller disposes the recipe.
 */
export function bim(original: Pixels, settings: SignSettings = BIM): AttackRecipe {
  return iterativeSign(original, settings, smallNoise, signStep(settings.stepSize));
}
