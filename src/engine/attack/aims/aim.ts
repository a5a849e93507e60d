import type { AttackedRecogniser } from '../adversarial-gradient';
import type { Criterion } from '../seams';

/** What an attack wants of one recogniser: a loss to lower and a test of success. */
export interface Aim extends AttackedRecogniser {
  readonly criterion: Criterion;
  /** E where success is about to be had: a hint when to look. Infinity: look after every step. */
  readonly goal: number;
  /** Frees its own tensors, not the recogniser. */
  dispose(): void;
}
