import type { Optimiser } from '../seams';

/**
 * Momentum with L2-normalised gradients and steps (MI-FGSM's accumulation, Dong et al. 2018,
 * https://arxiv.org/abs/1710.06081, with the L2 step of PGD instead of the sign): moves where the
 * gradient is strong instead of everywhere alike. `stepSize` is the root mean square change of one
 * step over pixels and channels, in [0, 1] units; a function gives that of step `taken`, from 0.
 */
export function l2Momentum(
  stepSize: number | ((taken: number) => number),
  momentum: number,
): Optimiser {
  let velocity: Float32Array | undefined;
  let taken = 0;
  const lengthOf = typeof stepSize === 'number' ? () => stepSize : stepSize;
  return {
    step(delta, gradient) {
      const held = (velocity ??= new Float32Array(delta.length));
      const unit = rootMeanSquare(gradient);
      for (let i = 0; i < held.length; i++) held[i] = momentum * held[i]! + gradient[i]! / unit;
      const factor = lengthOf(taken) / rootMeanSquare(held);
      for (let i = 0; i < delta.length; i++) delta[i]! -= factor * held[i]!;
      taken += 1;
    },
    reset() {
      velocity = undefined;
      taken = 0;
    },
  };
}

/** Never 0, so that a gradient of zeros stays one. */
function rootMeanSquare(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / values.length + 1e-30);
}
