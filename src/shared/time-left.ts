import type { JobProgress } from './job';

export interface Work {
  /** Share of the optimiser's work that is done, 0 to 1. */
  readonly share: number;
  /** Undefined until there is something to go by. */
  readonly secondsLeft: number | undefined;
}

/** Fewer steps say little: the first ones also warm everything up. */
const STEPS_TO_GO_BY = 3;

/**
 * Estimates the time left from the pace of the steps so far. It is an upper estimate: a face may take
 * as many steps as `steps` says, and most need fewer.
 */
export class TimeLeft {
  #firstMs: number | undefined;
  #firstShare = 0;
  #count = 0;
  #share = 0;

  /** `nowMs` on any clock that does not jump. */
  onStep(progress: Extract<JobProgress, { kind: 'step' }>, nowMs: number): Work {
    const { face, faces, step, steps } = progress;
    // A second round goes through the faces again; what was shown as done stays so.
    this.#share = Math.max(this.#share, Math.min(1, (face - 1 + step / steps) / faces));
    const share = this.#share;
    this.#count += 1;
    if (this.#firstMs === undefined) {
      this.#firstMs = nowMs;
      this.#firstShare = share;
    }
    const done = share - this.#firstShare;
    const known = this.#count >= STEPS_TO_GO_BY && done > 0;
    const secondsLeft = known ? ((nowMs - this.#firstMs) / 1000 / done) * (1 - share) : undefined;
    return { share, secondsLeft };
  }
}
