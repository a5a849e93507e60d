import type { LeverSetting } from './lever-settings';
import type { Setting } from './settings';

/** A named choice of how to attack. */
export type Lever = Pick<Setting, 'name' | 'lever'>;

/** Gradients of each attacked recogniser, the same for all: about what the product takes. */
const GRADIENTS = 60;
/** Between the bars of the two stronger strengths. */
const LEAST_PSNR = 35;

function lever(
  name: string,
  setting: Omit<LeverSetting, 'gradients' | 'leastPsnr'> & { readonly gradients?: number } = {},
): Lever {
  return { name, lever: { gradients: GRADIENTS, leastPsnr: LEAST_PSNR, ...setting } };
}

/** What `npm run bench:transfer-levers` compares; every other one with the first. */
export const LEVERS: readonly Lever[] = [
  lever('as it is'),
  lever('plain cosine', { centre: 0 }),
  lever('seen from the whole mean', { centre: 1 }),
  lever('not bent', { without: 'bend' }),
  lever('not mirrored', { without: 'mirrored' }),
  lever('not dimmed', { without: 'brightness' }),
  lever('near draws', { affine: 'near' }),
  lever('the J of Yang', { jnd: 'yang' }),
  lever('one level in reserve', { reserve: 1 }),
  lever('no affine', { affine: 'none' }),
  lever('no platform sample', { platform: 'none' }),
  lever('wide platform samples', { platform: 'wide' }),
  lever('gradient smoothed by 1 px of 112', { smooth: 1 }),
  lever('random neighbour of 4 levels', { neighbourLevels: 4 }),
  lever('cutout of 0.3', { cutout: 0.3 }),
  lever('momentum 0.9', { momentum: 0.9 }),
  lever('steps of 0.5 levels', { stepLevels: 0.5 }),
  lever('sign steps', { step: 'sign' }),
  lever('80 gradients', { gradients: 80 }),
];
