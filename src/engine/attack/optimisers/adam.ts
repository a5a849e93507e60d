import type { Optimiser } from '../seams';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/**
 * Adam (Kingma & Ba 2015, https://arxiv.org/abs/1412.6980) on the perturbation. `learningRate` in
 * [0, 1] image units per step.
 */
export function adam(learningRate: number): Optimiser {
  let mean: Float32Array | undefined;
  let square: Float32Array | undefined;
  let count = 0;
  return {
    step(delta, gradient) {
      count += 1;
      const first = (mean ??= new Float32Array(delta.length));
      const second = (square ??= new Float32Array(delta.length));
      const corrections = [1 - BETA_1 ** count, 1 - BETA_2 ** count] as const;
      for (let i = 0; i < delta.length; i++) {
        const value = gradient[i]!;
        first[i] = BETA_1 * first[i]! + (1 - BETA_1) * value;
        second[i] = BETA_2 * second[i]! + (1 - BETA_2) * value * value;
        const scale = Math.sqrt(second[i]! / corrections[1]) + EPSILON;
        delta[i]! -= (learningRate * (first[i]! / corrections[0])) / scale;
      }
    },
    reset() {
      mean = undefined;
      square = undefined;
      count = 0;
    },
  };
}
