import type { Target } from '../criterion/target';
import type { Random } from '../seeded-random';
import { seededRandom } from '../seeded-random';
import type { DecoyStatistics } from './decoy-statistics';
import { standardNormal } from './standard-normal';

/**
 * Draws a face that is nobody's: one latent draw, and from it an embedding of L2 norm 1 in every
 * recogniser's space, so that what is alike to one recogniser is alike to the others.
 */
export function drawDecoy(statistics: DecoyStatistics, random: Random): Target {
  const values = drawRow(statistics, random);
  let at = 0;
  return new Map(
    statistics.parts.map(({ recogniser, length }) => {
      const part = values.subarray(at, (at += length));
      const norm = Math.hypot(...part);
      return [recogniser, part.map((value) => value / norm)] as const;
    }),
  );
}

/** Any odd number: the decoy of a photo has nothing in common with what else is drawn for it. */
const OF_A_PHOTO = 0x2545f491;

/** The decoy of the photo whose job has this seed: the same seed, the same decoy. */
export function decoyOfPhoto(statistics: DecoyStatistics, seed: number): Target {
  return drawDecoy(statistics, seededRandom((seed ^ OF_A_PHOTO) >>> 0));
}

/** The draw as it is, [size]: before each part is brought to norm 1. */
export function drawRow({ size, mean, components }: DecoyStatistics, random: Random): Float32Array {
  const row = Float64Array.from(mean);
  for (let start = 0; start < components.length; start += size) {
    const weight = standardNormal(random);
    for (let i = 0; i < size; i++) {
      row[i] = (row[i] ?? 0) + weight * (components[start + i] ?? 0);
    }
  }
  return Float32Array.from(row);
}
