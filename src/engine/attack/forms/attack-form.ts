import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Budget, Optimiser, Price } from '../seams';

/** What a form is made from; patches [s, s, 3] in [0, 1] units, owned by the attack. */
export interface FormInput {
  readonly original: Tensor3D;
  /** J in the patch. */
  readonly jnd: Tensor3D;
  /** Ceiling as a multiple of J. */
  readonly k: number;
}

/** One complete choice of the seams: how the adversarial term, the eye and the step go together. */
export interface AttackRecipe {
  readonly budget: Budget;
  readonly optimiser: Optimiser;
  readonly price: Price;
  /** Called when a round of steps was not enough: may make success easier. */
  relax(): void;
  dispose(): void;
}
