import type { Random } from '../../seeded-random';
import type { Start } from '../seams';

/** Root mean square of the noise that an attack on a pair starts from. */
const SMALL = 0.25 / 255;

/** Every sample uniform in +-`halfWidth` ([0, 1] units). */
export function uniformNoise(halfWidth: number): Start {
  return (count: number, random: Random): Float32Array => {
    const values = new Float32Array(count);
    for (let i = 0; i < values.length; i++) values[i] = (2 * random() - 1) * halfWidth;
    return values;
  };
}

/** Just away from the clean face, where the gradient of the cosine is zero. */
export const smallNoise: Start = uniformNoise(SMALL * Math.sqrt(3));
