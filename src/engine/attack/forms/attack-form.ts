import type { AttackMode, FallingL2 } from '../../protect-types';
import type { Random } from '../../seeded-random';
import type { Budget, Optimiser, Price, Start } from '../seams';
import type { Augmentation } from '../transforms/augmentation';
import type { Pixels } from '../transforms/resample';

/** What a form is made from; patches [s, s, 3] in [0, 1] units, which it does not change. */
export interface FormInput {
  readonly original: Pixels;
  /** J in the patch. */
  readonly jnd: Float32Array;
  /** Ceiling as a multiple of J. */
  readonly k: number;
  /** 8-bit levels kept free below the ceiling; ENCODER_RESERVE where it is not said. */
  readonly reserve?: number | undefined;
  readonly mode: AttackMode;
  /** How the price of a change falls, where there is one. */
  readonly l2?: FallingL2 | undefined;
  /** Gradients for recognisers that the engine does not know; where it is not said, all are. */
  readonly transferSteps?: number;
  /** A second limit inside the ceiling, on the change of the face as a whole. */
  readonly fidelity?: Fidelity;
}

export interface Fidelity {
  /** Where the change is counted: [s, s], 1 in the tight box of the face, 0 elsewhere. */
  readonly face: Float32Array;
  /** PSNR that the change alone leaves there at least, dB. */
  leastPsnr: number;
}

/** One complete choice of the seams: how the adversarial term, the eye and the step go together. */
export interface AttackRecipe {
  readonly start: Start;
  readonly budget: Budget;
  readonly optimiser: Optimiser;
  /** Absent: a change costs nothing. */
  readonly price?: Price;
  /** How a recogniser gets to see the patch, drawn anew for each gradient of step `step`, from 0. */
  readonly augment: (random: Random, step: number) => Augmentation;
  /**
   * Absent: a step asks every recogniser, and their gradients are balanced. Else a step asks one, in
   * turn: each as often for so many gradients, and by need from then on (turn.ts).
   */
  readonly inTurn?: number;
  /** Steps without success after which it counts as a failure: then `relax` is called. */
  readonly stepsPerAttempt: number;
  /** After a failure: may make success easier. `restart`: from the start again. */
  readonly relax: () => 'continue' | 'restart';
  /** What it holds that has to be disposed, where there is any: the attack calls it when it is. */
  dispose?(): void;
}
