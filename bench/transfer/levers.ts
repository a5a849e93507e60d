import type { LeverSetting } from './lever-settings';
import type { Setting } from './settings';

/** A named choice of how to attack. */
export type Lever = Pick<Setting, 'name' | 'lever'>;

/** Gradients of each attacked recogniser, the same for all: about what the product takes. */
const GRADIENTS = 40;

/** Inside the clamp alone, unless said: the falling plain L2 spends no budget in so few gradients. */
function lever(name: string, setting: Omit<LeverSetting, 'gradients'> = {}): Lever {
  return { name, lever: { gradients: GRADIENTS, free: true, ...setting } };
}

/** What `npm run bench:transfer-levers` compares; every other one with the first. */
export const LEVERS: readonly Lever[] = [
  lever('clamp alone'),
  lever('with the plain L2 of the product', { free: false }),
  lever('sign steps', { step: 'sign' }),
  lever('momentum 0.9', { momentum: 0.9 }),
  lever('steps of 0.5 levels', { stepLevels: 0.5 }),
  lever('no affine', { affine: 'none' }),
  lever('wide affine', { affine: 'wide' }),
  lever('no platform sample', { platform: 'none' }),
  lever('flip', { flip: true }),
  lever('random neighbour of 4 levels', { neighbourLevels: 4 }),
  lever('cutout of 0.3', { cutout: 0.3 }),
  lever('gradient smoothed by 1 px of 112', { smooth: 1 }),
  lever('wide affine + flip + neighbour + smoothed', {
    affine: 'wide',
    flip: true,
    neighbourLevels: 4,
    smooth: 1,
  }),
];
