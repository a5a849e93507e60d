import type { Optimiser } from '../seams';

/**
 * Moves every sample by `stepSize` ([0, 1] units) against the sign of its gradient (Goodfellow et
 * al. 2015, https://arxiv.org/abs/1412.6572; iterated by Kurakin et al. 2017,
 * https://arxiv.org/abs/1607.02533).
 */
export function signStep(stepSize: number): Optimiser {
  return {
    step: (delta, gradient) => {
      for (let i = 0; i < delta.length; i++) delta[i]! -= stepSize * Math.sign(gradient[i]!);
    },
    reset: () => undefined,
  };
}
