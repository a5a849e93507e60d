import type { Fidelity } from '../forms/attack-form';
import type { Budget } from '../seams';

/**
 * Inside `inner`, and the root mean square change over `face` (not all 0) is at most that of
 * `leastPsnr`: what is more is scaled down as a whole, which keeps its direction. Of the perturbation
 * as it is: rounding to levels and encoding come on top.
 */
export function fidelityBall(inner: Budget, fidelity: Fidelity): Budget {
  return {
    project: (delta) => {
      inner.project(delta);
      // Asked for each time: a form may let it give way.
      const { face, leastPsnr } = fidelity;
      const most = 10 ** (-leastPsnr / 20);
      let energy = 0;
      let count = 0;
      for (let i = 0; i < face.length; i++) {
        const share = face[i]!;
        if (share === 0) continue;
        const at = 3 * i;
        energy += share * (delta[at]! ** 2 + delta[at + 1]! ** 2 + delta[at + 2]! ** 2);
        count += 3 * share;
      }
      const length = Math.sqrt(energy / count);
      if (!(length > most)) return;
      const factor = most / length;
      for (let i = 0; i < delta.length; i++) delta[i]! *= factor;
    },
  };
}
