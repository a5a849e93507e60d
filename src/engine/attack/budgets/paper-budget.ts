import type { Budget } from '../seams';
import type { Pixels } from '../transforms/resample';

/** The `paper` budget: soft. The loss prices what passes J; only the range of an image is kept. */
export function paperBudget(original: Pixels): Budget {
  return {
    project: (delta) => {
      for (let i = 0; i < delta.length; i++) delta[i] = inRange(original.data[i]!, delta[i]!);
    },
  };
}

/** What of a change leaves `original` + change in [0, 1]. */
export function inRange(original: number, change: number): number {
  return Math.min(1 - original, Math.max(-original, change));
}
