import * as tf from '@tensorflow/tfjs-core';
import type { Budget } from '../seams';

/** Any perturbation: for attacks that price what leaves [0, 1] instead of clamping it. */
export const noBudget: Budget = { project: (delta) => tf.clone(delta) };
