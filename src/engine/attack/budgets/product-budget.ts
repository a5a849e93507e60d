import type { Fidelity } from '../forms/attack-form';
import type { Budget } from '../seams';
import type { Pixels } from '../transforms/resample';
import { fidelityBall } from './fidelity-ball';
import { inRange } from './paper-budget';

/**
 * The `product` budget: a hard clamp to +-`ceiling` ([s, s, 3], k * J in [0, 1] units) and to what
 * leaves `original` + delta in [0, 1], with `fidelity` a ball inside of it. Never widened.
 */
export function productBudget(
  original: Pixels,
  ceiling: Float32Array,
  fidelity?: Fidelity,
): Budget {
  const clamp: Budget = {
    project: (delta) => {
      for (let i = 0; i < delta.length; i++) {
        const most = ceiling[i]!;
        const inside = Math.max(-most, Math.min(most, delta[i]!));
        delta[i] = inRange(original.data[i]!, inside);
      }
    },
  };
  return fidelity ? fidelityBall(clamp, fidelity) : clamp;
}
