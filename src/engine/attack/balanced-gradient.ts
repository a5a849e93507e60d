/** What a recogniser counts that needs nothing more, beside one that lacks a whole unit. */
const LEAST = 0.03;
/** Added to what is missing: a recogniser that is just good enough must not slip back. */
const RESERVE = 0.1;
const TINY = 1e-20;

/** How much a recogniser counts that lacks so much of success (units of similarity). */
export function needWeight(missing: number): number {
  return Math.max(LEAST, missing + RESERVE);
}

/**
 * One gradient from those of several recognisers, [s, s, 3]: each brought to the length of the
 * longest, for their cosines move by very different amounts, and weighted by what is `missing` to
 * its success (units of similarity; -Infinity where that is not known). A single one comes out as
 * it is.
 */
export function balancedGradient(
  gradients: readonly Float32Array[],
  missing: readonly number[],
): Float32Array {
  const [first = new Float32Array(), ...more] = gradients;
  if (more.length === 0) return first;
  const lengths = gradients.map((gradient) => lengthOf(gradient) + TINY);
  const longest = Math.max(...lengths);
  const weights = missing.map(needWeight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const balanced = new Float32Array(first.length);
  for (const [g, gradient] of gradients.entries()) {
    const factor = ((weights[g] ?? 0) / total) * (longest / (lengths[g] ?? longest));
    for (let i = 0; i < balanced.length; i++) balanced[i]! += factor * gradient[i]!;
  }
  return balanced;
}

function lengthOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
