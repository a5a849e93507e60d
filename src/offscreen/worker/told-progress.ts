import type { JobProgress } from '../../shared/job';
import { REPEAT_MS } from '../../shared/job';

/**
 * What a job says of its progress. Some stages of a large photo have nothing new to tell for minutes
 * on a slow machine; at their checkpoints the last progress is then told again, as the queue does
 * with a place in it.
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
    if (this.#last !== undefined && this.#nowMs() - this.#toldMs >= REPEAT_MS)
      this.tell(this.#last);
  }
}
