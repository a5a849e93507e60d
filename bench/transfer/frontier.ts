import { bootstrapInterval } from '../support/bootstrap';
import type { OfPerson } from './rates';

/** What one budget of one method came to for one person. */
export interface Point {
  /** Tight face box, dB. */
  readonly psnr: number;
  /** Protection success rate, 0 to 1. */
  readonly rate: number;
}

/** One method for one person: a point for each budget. */
export interface Curve extends OfPerson {
  readonly points: readonly Point[];
}

/**
 * The curve's rate where `psnr` is allowed, linear between its points. A curve that ends at a higher
 * PSNR, because its ceiling holds there, counts with its last point: it need not spend what it may.
 * Undefined where the curve costs more than is allowed.
 */
export function rateAt(points: readonly Point[], psnr: number): number | undefined {
  const sorted = [...points].sort((a, b) => a.psnr - b.psnr);
  const after = sorted.findIndex((point) => point.psnr >= psnr);
  const [high, low] = [sorted[after], sorted[after - 1]];
  if (high?.psnr === psnr) return high.rate;
  if (!high) return undefined;
  if (!low) return high.rate;
  const part = (psnr - low.psnr) / (high.psnr - low.psnr);
  return low.rate + part * (high.rate - low.rate);
}

export interface PairedDifference {
  /** People on whom both have a rate. */
  readonly people: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** One curve's rate less another's at equal PSNR, person by person; 95 % interval over people. */
export function pairedDifference(
  ours: readonly Curve[],
  theirs: readonly Curve[],
  psnr: number,
  seed: number,
): PairedDifference {
  const differences = ours.flatMap(({ person, points }) => {
    const other = theirs.find((one) => one.person === person);
    const [a, b] = [rateAt(points, psnr), other && rateAt(other.points, psnr)];
    return a === undefined || b === undefined ? [] : [a - b];
  });
  return meanDifference(differences, seed);
}

/** Mean of one difference a person, with its 95 % interval; NaN of none. */
export function meanDifference(differences: readonly number[], seed: number): PairedDifference {
  const people = differences.length;
  if (people === 0) return { people, difference: NaN, low: NaN, high: NaN };
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [low, high] = bootstrapInterval(differences, mean, seed);
  return { people, difference: mean(differences), low, high };
}
