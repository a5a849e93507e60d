import type { AttackMode } from '../../protect-types';

/** b1, b2 and b3 of the paper: the weights of L1, L2 and G in L_per (equation 2). */
export interface PriceWeights {
  readonly deviation: number;
  readonly fidelity: number;
  readonly gradient: number;
}

/**
 * The paper's settings: what every b that is not zero starts from, and what a failure takes from
 * it. Thirty failures reach b = 0, a pure attack, in both modes.
 */
export const B_SETTINGS: Readonly<
  Record<AttackMode, { readonly start: number; readonly delta: number }>
> = {
  nontargeted: { start: 1500, delta: 50 },
  targeted: { start: 30, delta: 1 },
};

/** b <- b - delta (equation 8 of the paper): one delta lowers every b that is not zero. */
export function lowered(weights: PriceWeights, delta: number): PriceWeights {
  return {
    deviation: Math.max(0, weights.deviation - delta),
    fidelity: Math.max(0, weights.fidelity - delta),
    gradient: Math.max(0, weights.gradient - delta),
  };
}
