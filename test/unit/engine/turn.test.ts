import { describe, expect, test } from 'vitest';
import { needWeight } from '../../../src/engine/attack/balanced-gradient';
import { inTurn } from '../../../src/engine/attack/turn';
import { seededRandom } from '../../../src/engine/seeded-random';

/** Whose turn it was `times` times, with the same `missing` each time. */
function turns(
  times: number,
  missing: readonly number[],
  { even = 0, seed = 1 }: { readonly even?: number; readonly seed?: number } = {},
): number[] {
  const turn = inTurn(missing.length, even, seededRandom(seed));
  return Array.from({ length: times }, () => turn.next(missing));
}

const timesOf = (taken: readonly number[], who: number): number =>
  taken.filter((one) => one === who).length;
const roundsOf = (taken: readonly number[], count: number): number[][] =>
  Array.from({ length: taken.length / count }, (_, r) => taken.slice(r * count, (r + 1) * count));

describe('as long as all are asked as often', () => {
  test('every round asks each once, whatever they need', () => {
    const rounds = roundsOf(turns(60, [5, -1, 0.1], { even: 60 }), 3);
    for (const round of rounds) expect([...round].sort()).toEqual([0, 1, 2]);
  });

  test('the order is drawn anew for each round, and every one of them comes', () => {
    const rounds = roundsOf(turns(600, [0, 0, 0], { even: 600 }), 3);
    const orders = new Map<string, number>();
    for (const round of rounds) orders.set(round.join(), (orders.get(round.join()) ?? 0) + 1);
    expect(orders.size).toBe(6);
    expect(Math.min(...orders.values())).toBeGreaterThan(15);
  });

  test('it lasts for as many gradients as said', () => {
    // From then on the one that lacks much more than the others is hardly ever passed over.
    const taken = turns(60, [100, 0, 0], { even: 30 });
    expect(timesOf(taken.slice(0, 30), 0)).toBe(10);
    expect(timesOf(taken.slice(30), 0)).toBeGreaterThan(27);
  });

  test('without an end it lasts for ever', () => {
    expect(timesOf(turns(300, [100, 0, 0], { even: Infinity }), 0)).toBe(100);
  });
});

describe('by need', () => {
  test('each comes as often as it counts where all are balanced', () => {
    const missing = [0.9, 0.2, -0.5, -Infinity];
    const weights = missing.map(needWeight);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const taken = turns(20_000, missing);
    for (const [i, weight] of weights.entries()) {
      expect(Math.abs(timesOf(taken, i) / taken.length - weight / total)).toBeLessThan(0.01);
    }
    // What needs nothing more, or does not tell, still comes.
    expect(timesOf(taken, 2)).toBeGreaterThan(300);
    expect(timesOf(taken, 3)).toBeGreaterThan(300);
  });

  test('a single recogniser is always asked', () => {
    expect(turns(5, [-3])).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('a recogniser that was not asked yet', () => {
  test('comes before need counts: all in rounds until each has answered', () => {
    expect([...turns(3, [Infinity, Infinity, Infinity])].sort()).toEqual([0, 1, 2]);
    for (let seed = 1; seed <= 50; seed++) {
      expect(turns(3, [1e6, Infinity, 1e6], { seed })).toContain(1);
    }
  });

  test('once all have answered need decides, in the middle of a round too', () => {
    const turn = inTurn(3, 0, seededRandom(1));
    turn.next([Infinity, Infinity, Infinity]);
    const taken = Array.from({ length: 30 }, () => turn.next([1e6, 0, 0]));
    expect(timesOf(taken, 0)).toBe(30);
  });
});

test('the same seed gives the same turns, another seed others', () => {
  const missing = [0.5, 0.4, 0.3];
  const first = turns(100, missing, { even: 50 });
  expect(turns(100, missing, { even: 50 })).toEqual(first);
  expect(turns(100, missing, { even: 50, seed: 2 })).not.toEqual(first);
});
