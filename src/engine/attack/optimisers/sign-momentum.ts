import type { Optimiser } from '../seams';

/**
 * Moves every sample by `stepSize` ([0, 1] units) against the sign of the velocity, which gathers
 * gradients of mean absolute value 1 and keeps `decay` of itself (Dong et al. 2018, equations 6 and
 * 7, https://arxiv.org/abs/1710.06081; they divide by the l1 norm, the mean of it differs by a
 * constant that the sign does not see).
 */
export function signMomentum(stepSize: number, decay: number): Optimiser {
  let velocity: Float32Array | undefined;
  return {
    step(delta, gradient) {
      const held = (velocity ??= new Float32Array(delta.length));
      let sum = 0;
      for (const value of gradient) sum += Math.abs(value);
      const mean = sum / gradient.length + 1e-30;
      for (let i = 0; i < delta.length; i++) {
        held[i] = decay * held[i]! + gradient[i]! / mean;
        delta[i]! -= stepSize * Math.sign(held[i]!);
      }
    },
    reset() {
      velocity = undefined;
    },
  };
}
