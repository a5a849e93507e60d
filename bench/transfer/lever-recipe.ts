import { PATCH_FRAME } from '../../src/engine/align/canonical-patch';
import type { AttackRecipe, FormInput } from '../../src/engine/attack/forms/attack-form';
import { transferForm } from '../../src/engine/attack/forms/transfer-form';
import { l2Momentum } from '../../src/engine/attack/optimisers/l2-momentum';
import { signMomentum } from '../../src/engine/attack/optimisers/sign-momentum';
import type { Optimiser } from '../../src/engine/attack/seams';
import type { Augmentation } from '../../src/engine/attack/transforms/augmentation';
import {
  drawAugmentation,
  drawFarAugmentation,
} from '../../src/engine/attack/transforms/augmentation';
import { resample } from '../../src/engine/attack/transforms/resample';
import { blurMatrix } from '../../src/engine/attack/transforms/resample-matrix';
import type { Random } from '../../src/engine/seeded-random';
import type { LeverSetting } from './lever-settings';

/** No affine; the rest of a draw stays. */
const UNMOVED: Pick<Augmentation, 'scale' | 'shiftX' | 'shiftY' | 'angle'> = {
  scale: 1,
  shiftX: 0,
  shiftY: 0,
  angle: 0,
};

type Platform = Augmentation['platform'];

/** The step and the momentum that the levers were moved from (docs/decisions/0033). */
const STEP_LEVELS = 0.25;
const MOMENTUM = 0.3;

/**
 * The product's form, changed as the lever says. Every step asks every recogniser, not one in turn,
 * so that a lever is compared at the same number of gradients of each.
 */
export function leverRecipe(input: FormInput, lever: LeverSetting): AttackRecipe {
  const { start, budget, stepsPerAttempt, relax } = transferForm(input);
  const { step, stepLevels = STEP_LEVELS, momentum = MOMENTUM, smooth } = lever;
  const made = (step === 'sign' ? signMomentum : l2Momentum)(stepLevels / 255, momentum);
  const optimiser = smooth === undefined ? made : smoothed(made, smooth);
  const augment = (random: Random): Augmentation => drawn(lever, random);
  return { start, budget, stepsPerAttempt, relax, optimiser, augment };
}

/** The product's draw, with another reach of the affine or other platform samples. */
function drawn({ affine, without, platform }: LeverSetting, random: Random): Augmentation {
  const far = (affine === 'near' ? drawAugmentation : drawFarAugmentation)(random);
  const place = affine === 'none' ? { ...far, ...UNMOVED } : far;
  const { bend, mirrored = false, brightness = 1, ...rest } = place;
  return {
    ...rest,
    ...(bend && without !== 'bend' && { bend }),
    mirrored: mirrored && without !== 'mirrored',
    brightness: without === 'brightness' ? 1 : brightness,
    platform: platformOf(far.platform, platform, random),
  };
}

/** The same kinds as often as the product's. */
function platformOf(drawn: Platform, platform: LeverSetting['platform'], random: Random): Platform {
  const between = (low: number, high: number): number => low + (high - low) * random();
  if (platform === undefined) return drawn;
  if (platform === 'none') return { kind: 'none' };
  switch (drawn.kind) {
    case 'jpeg':
      return { ...drawn, quality: Math.round(between(50, 95)) };
    case 'resize':
      return { kind: 'resize', factor: between(0.3, 1) };
    case 'blur':
      return { kind: 'blur', sigma: between(0.3, 1) };
    case 'none':
      return drawn;
  }
}

/**
 * Blurs every gradient before the step (translation-invariant attack, Dong et al. 2019,
 * https://arxiv.org/abs/1904.02884). The border is reflected.
 */
function smoothed(optimiser: Optimiser, sigma: number): Optimiser {
  return {
    step: (delta, gradient) => {
      const side = Math.sqrt(gradient.length / 3);
      const axis = blurMatrix(side, (sigma * side) / PATCH_FRAME.side);
      const image = { width: side, height: side, data: gradient };
      optimiser.step(delta, resample(image, axis, axis).data);
    },
    reset: () => {
      optimiser.reset();
    },
  };
}
