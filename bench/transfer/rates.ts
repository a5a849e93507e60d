import { bootstrapInterval } from '../support/bootstrap';
import type { Thresholds } from './matcher';

/** A share with its 95 % interval, bootstrapped over people, and what it is a share of. */
export interface Share {
  readonly of: number;
  /** NaN when it is a share of nothing. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** One observation of one person. */
export interface OfPerson {
  readonly person: string;
}

/** Observations by person: what the bootstrap draws from. */
export function byPerson<T extends OfPerson>(observations: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of observations) {
    const group = groups.get(one.person);
    if (group) group.push(one);
    else groups.set(one.person, [one]);
  }
  return [...groups.values()];
}

/** Share of the observations for which `holds`, all of them weighing alike. */
export function shareOfPeople<T extends OfPerson>(
  observations: readonly T[],
  holds: (one: T) => boolean,
  seed: number,
): Share {
  const people = byPerson(observations).map((group) => group.map(holds));
  const share = (groups: readonly boolean[][]): number => {
    const all = groups.flat();
    return all.filter(Boolean).length / all.length;
  };
  if (people.length === 0) return { of: 0, share: NaN, low: NaN, high: NaN };
  const [low, high] = bootstrapInterval(people, share, seed);
  return { of: observations.length, share: share(people), low, high };
}

/** The protected photo of one person beside another, clean photo of the same person. */
export interface Pair extends OfPerson {
  /** Cosine of the clean photo to the other one. */
  readonly before: number;
  /**
   * Cosine of the protected photo to the other one: the larger of the two alignments', and Infinity
   * when the face was not found again.
   */
  readonly after: number;
}

/**
 * Protection success rate (PSR): of the pairs that matched before, the share that does not match
 * after. A match is a cosine at or above `threshold`.
 */
export function protectionRate(pairs: readonly Pair[], threshold: number, seed: number): Share {
  const matched = pairs.filter(({ before }) => before >= threshold);
  return shareOfPeople(matched, ({ after }) => after < threshold, seed);
}

/** False accepts of a threshold's own calibration below which it is not one. */
const FEWEST = 10;

/** The cosines of `impostors` as thresholds at each rate. */
export function thresholdsFrom(impostors: readonly number[]): Thresholds {
  return { '1e-2': thresholdAt(impostors, 1e-2), '1e-3': thresholdAt(impostors, 1e-3) };
}

/**
 * The cosine that this share of the `impostors` reaches: at most floor(rate * n) lie above it. NaN
 * where that would be fewer than ten: nothing matches at NaN, so nothing is told of it.
 */
export function thresholdAt(impostors: readonly number[], rate: number): number {
  if (impostors.length * rate < FEWEST) return NaN;
  const sorted = [...impostors].sort((a, b) => b - a);
  return sorted[Math.floor(sorted.length * rate)] ?? NaN;
}
