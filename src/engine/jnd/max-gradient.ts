import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { filterBank } from './filter-bank';

/** Directional gradient operators G1 to G4; each is divided by 16. */
const DIRECTIONS = [
  [0, 0, 0, 0, 0, 1, 3, 8, 3, 1, 0, 0, 0, 0, 0, -1, -3, -8, -3, -1, 0, 0, 0, 0, 0],
  [0, 0, 1, 0, 0, 0, 8, 3, 0, 0, 1, 3, 0, -3, -1, 0, 0, -3, -8, 0, 0, 0, -1, 0, 0],
  [0, 0, 1, 0, 0, 0, 0, 3, 8, 0, -1, -3, 0, 3, 1, 0, -8, -3, 0, 0, 0, 0, -1, 0, 0],
  [0, 1, 0, -1, 0, 0, 3, 0, -3, 0, 0, 8, 0, -8, 0, 0, 3, 0, -3, 0, 0, 1, 0, -1, 0],
];

/**
 * Largest weighted average of gradients over four directions, of a map [h, w, 1], in its unit: mg
 * of Chou & Li 1995 (https://doi.org/10.1109/76.475889), G of Yang et al. 2005. The caller disposes
 * the result.
 */
export function maxGradient(map: Tensor3D): Tensor3D {
  const filters = DIRECTIONS.map((direction) => direction.map((weight) => weight / 16));
  return tf.tidy(() => tf.max<Tensor3D>(tf.abs(filterBank(map, 5, filters)), 2, true));
}
