import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { AttackMode, FallingL2 } from '../../protect-types';
import type { Random } from '../../seeded-random';
import type { Budget, Optimiser, Price, Start } from '../seams';
import type { Augmentation } from '../transforms/augmentation';

/** What a form is made from; patches [s, s, 3] in [0, 1] units, owned by the caller. */
export interface FormInput {
  readonly original: Tensor3D;
  /** J in the patch. */
  readonly jnd: Tensor3D;
  /** Ceiling as a multiple of J. */
  readonly k: number;
  /** 8-bit levels kept free below the ceiling; ENCODER_RESERVE where it is not said. */
  readonly reserve?: number | undefined;
  readonly mode: AttackMode;
  /** How the price of a change falls, where there is one. */
  readonly l2?: FallingL2 | undefined;
  /** Steps for recognisers that the engine does not know; where it is not said, all are. */
  readonly transferSteps?: number;
  /** A second limit inside the ceiling, on the change of the face as a whole. */
  readonly fidelity?: Fidelity;
}

export interface Fidelity {
  /** Where the change is counted: [s, s, 1], 1 in the tight box of the face, 0 elsewhere. */
  readonly face: Tensor3D;
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
  /** Steps without success after which it counts as a failure: then `relax` is called. */
  readonly stepsPerAttempt: number;
  /** After a failure: may make success easier. `restart`: from the start again. */
  relax(): 'continue' | 'restart';
  /** The attack calls it when it is disposed. */
  dispose(): void;
}
