import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Random } from '../../seeded-random';
import type { Start } from '../seams';

/** Root mean square of the noise that an attack on a pair starts from. */
const SMALL = 0.25 / 255;

/** Every sample uniform in +-`halfWidth` ([0, 1] units). */
export function uniformNoise(halfWidth: number): Start {
  return (shape: [number, number, number], random: Random): Tensor3D => {
    const values = new Float32Array(shape[0] * shape[1] * shape[2]);
    for (let i = 0; i < values.length; i++) values[i] = (2 * random() - 1) * halfWidth;
    return tf.tensor3d(values, shape);
  };
}

/** Just away from the clean face, where the gradient of the cosine is zero. */
export const smallNoise: Start = uniformNoise(SMALL * Math.sqrt(3));
