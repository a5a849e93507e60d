/** Mean and quantiles of a sample, for tables. */
export interface Summary {
  readonly mean: number;
  readonly deviation: number;
  readonly p5: number;
  readonly median: number;
  readonly p95: number;
  readonly largest: number;
}

export function summarise(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const variance = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length;
  const deviation = Math.sqrt(variance);
  return { mean, deviation, p5: at(0.05), median: at(0.5), p95: at(0.95), largest: at(1) };
}

export function shareOf<T>(values: readonly T[], holds: (value: T) => boolean): number {
  return values.filter(holds).length / values.length;
}

/** Rank correlation of two equally long samples, -1 to 1. Spearman, 1904. */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [ranksA, ranksB] = [ranksOf(a), ranksOf(b)];
  const middle = (a.length - 1) / 2;
  let ab = 0;
  let aa = 0;
  ranksA.forEach((rank, i) => {
    ab += (rank - middle) * ((ranksB[i] ?? 0) - middle);
    aa += (rank - middle) ** 2;
  });
  return ab / aa;
}

/** Cosines hardly ever tie: the order of equal values is that of their places. */
function ranksOf(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const ranks = new Float64Array(values.length);
  order.forEach((place, rank) => (ranks[place] = rank));
  return ranks;
}
