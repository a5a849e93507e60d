import type { Setting } from './settings';

/** A named choice of the engine's settings; `options` go to protectPhoto as they are. */
export type Lever = Pick<Setting, 'name' | 'options'>;

/**
 * What `npm run bench:transfer-levers` compares; every other one with the first. All take the same
 * number of gradients, which is `maxSteps`: where the engine stops earlier the table says so.
 */
export const LEVERS: readonly Lever[] = [{ name: 'as the product runs', options: {} }];
