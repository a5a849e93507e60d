import type { JobProgress } from '../../shared/job';

/** So often the time that is left has to be told anew. */
const AGAIN_MS = 1000;

/**
 * What a job says of its progress. Some stages of a large photo have nothing new to tell for minutes
 * on a slow machine; at their checkpoints the last progress is then told again, for less time is left
 * by then, and as a sign of life.
 */
export class ToldProgress {
  readonly #tell: (progress: JobProgress) => void;
  readonly #nowMs: () => number;
  #last: JobProgress | undefined;
  #toldMs = 0;

  constructor(tell: (progress: JobProgress) => void, nowMs: () => number) {
    this.#tell = tell;
    this.#nowMs = nowMs;
  }

  tell(progress: JobProgress): void {
    this.#last = progress;
    this.#toldMs = this.#nowMs();
    this.#tell(progress);
  }

  /** The work goes on. Tells the last progress again if it was told long ago. */
  repeat(): void {
    if (this.#last !== undefined && this.#nowMs() - this.#toldMs >= AGAIN_MS) this.tell(this.#last);
  }
}
