import type { AttackedRecogniser } from '../adversarial-gradient';
import type { Criterion } from '../seams';

/** What an attack wants of one recogniser: a loss to lower and a test of success. */
export interface Aim extends AttackedRecogniser {
  readonly criterion: Criterion;
  /** What E is measured in, so that several recognisers' gradients can be added. */
  readonly unit: number;
  /**
   * How far a value of E is from success, in `unit`: a hint when to look, and which recogniser
   * needs the most. -Infinity where E does not tell.
   */
  missing(value: number): number;
  /** Frees its own tensors, not the recogniser. */
  dispose(): void;
}
