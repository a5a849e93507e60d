import type { AttackMode } from '../../src/engine/protect-types';
import type { Outcome } from './attack-subject';

/** One method on one photo in one mode. */
export interface Job {
  readonly method: string;
  readonly mode: AttackMode;
  readonly photo: string;
}

export interface Result extends Job {
  readonly person: string;
  readonly own: Outcome;
  readonly atSuccess: Outcome;
}
