import type { Budget } from '../seams';
import type { Pixels } from '../transforms/resample';
import { inRange } from './paper-budget';

/**
 * No sample changes by more than `epsilon` ([0, 1] units), and `original` + delta stays in [0, 1]
 * (the budget of BIM, Kurakin et al. 2017, https://arxiv.org/abs/1607.02533).
 */
export function lInfinityBudget(original: Pixels, epsilon: number): Budget {
  return {
    project: (delta) => {
      for (let i = 0; i < delta.length; i++) {
        const inside = Math.min(epsilon, Math.max(-epsilon, delta[i]!));
        delta[i] = inRange(original.data[i]!, inside);
      }
    },
  };
}
