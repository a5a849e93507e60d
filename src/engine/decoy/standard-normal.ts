import type { Random } from '../seeded-random';

/** One number of the standard normal distribution. Box and Muller, 1958. */
export function standardNormal(random: Random): number {
  // 1 - u is never 0, where the logarithm has no value.
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
