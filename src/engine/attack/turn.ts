import type { Random } from '../seeded-random';
import { needWeight } from './balanced-gradient';

/** Whose gradient is taken next: an index into the attacked recognisers. */
export interface Turn {
  /**
   * `missing`: how far each recogniser was from success when it was last asked, in units of
   * similarity; Infinity for one that was not asked yet, -Infinity where E does not tell.
   */
  next(missing: readonly number[]): number;
}

/**
 * One recogniser after the other. For the first `even` gradients every one is asked as often, in an
 * order that is drawn anew for each round: what carries over to unknown recognisers needs all of
 * them. From then on each is drawn as often as it needs, by the weights of `balancedGradient`.
 */
export function inTurn(count: number, even: number, random: Random): Turn {
  let taken = 0;
  let round: number[] = [];
  return {
    next(missing) {
      taken += 1;
      const unasked = missing.indexOf(Infinity);
      if (taken > even && unasked < 0) return drawByNeed(missing, random);
      if (round.length === 0) round = shuffled(count, random);
      return round.shift() ?? 0;
    },
  };
}

function shuffled(count: number, random: Random): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}

function drawByNeed(missing: readonly number[], random: Random): number {
  const weights = missing.map(needWeight);
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return i;
  }
  return weights.length - 1;
}
