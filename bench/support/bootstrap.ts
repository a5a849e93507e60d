import { seededRandom } from '../../src/engine/seeded-random';

/**
 * 95 % interval of a statistic by resampling groups (people, not photos: photos of one person are
 * no independent observations). `groups` are drawn with replacement; percentile method, Efron 1979.
 */
export function bootstrapInterval<T>(
  groups: readonly T[],
  statistic: (sample: readonly T[]) => number,
  seed: number,
  rounds = 1000,
): readonly [low: number, high: number] {
  const random = seededRandom(seed);
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const sample = groups.map(() => groups[Math.floor(random() * groups.length)]!);
    values.push(statistic(sample));
  }
  values.sort((a, b) => a - b);
  return [values[Math.floor(0.025 * rounds)]!, values[Math.ceil(0.975 * rounds) - 1]!];
}
