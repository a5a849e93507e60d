import type { AttackRecipe } from '../forms/attack-form';
import { signMomentum } from '../optimisers/sign-momentum';
import { smallNoise } from '../starts/uniform-noise';
import { DI2_FGSM } from './di2-fgsm';
import type { SignSettings } from './iterative-sign';
import { diverseInput, iterativeSign } from './iterative-sign';
import type { Pixels } from '../transforms/resample';

/** The decay factor of MI-FGSM, on which Xie et al. build; their release has no momentum in it. */
const DECAY = 1;

/**
 * Momentum diverse inputs iterative FGSM (Xie et al. 2019, https://arxiv.org/abs/1803.06978):
 * DI2-FGSM with the momentum of MI-FGSM, in the setting of DI2-FGSM. The caller disposes the recipe.
 */
export function mDi2Fgsm(original: Pixels, settings: SignSettings = DI2_FGSM): AttackRecipe {
  const optimiser = signMomentum(settings.stepSize, DECAY);
  return iterativeSign(original, settings, smallNoise, optimiser, diverseInput);
}
