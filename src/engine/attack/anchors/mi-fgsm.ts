import type { AttackRecipe } from '../forms/attack-form';
import { signMomentum } from '../optimisers/sign-momentum';
import { smallNoise } from '../starts/uniform-noise';
import type { SignSettings } from './iterative-sign';
import { iterativeSign } from './iterative-sign';
import type { Pixels } from '../transforms/resample';

/**
 * As in Dong et al.'s release (https://github.com/dongyp13/Non-Targeted-Adversarial-Attacks,
 * attack_iter.py): max_epsilon 16 levels, num_iter 10, alpha = epsilon / num_iter.
 */
export const MI_FGSM: SignSettings = { epsilon: 16 / 255, stepSize: 1.6 / 255, steps: 10 };
/** Their decay factor mu, `momentum` of the release. */
const DECAY = 1;

/**
 * Momentum iterative FGSM (Dong et al. 2018, https://arxiv.org/abs/1710.06081): BIM with momentum
 * over gradients of equal l1 norm. Starts from noise of a quarter level (see bim.ts). The caller
 * disposes the recipe.
 */
export function miFgsm(original: Pixels, settings: SignSettings = MI_FGSM): AttackRecipe {
  return iterativeSign(original, settings, smallNoise, signMomentum(settings.stepSize, DECAY));
}
