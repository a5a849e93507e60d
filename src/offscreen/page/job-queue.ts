import { deferred } from '../../shared/deferred';
import type { Deferred } from '../../shared/deferred';
import { UnnoticedError } from '../../shared/errors';

interface Waiting {
  readonly turn: Deferred<undefined>;
  readonly onMoved: (ahead: number) => void;
}

/** First come, first served, one at a time. A job that fails does not hold up the next. */
export class JobQueue {
  readonly #waiting: Waiting[] = [];
  #isBusy = false;

  get isIdle(): boolean {
    return !this.#isBusy;
  }

  /**
   * Runs `job` when its turn has come. `onMoved` hears how many are ahead, whenever that changes.
   * Aborting a job that still waits takes it out; a running one has to mind `signal` itself.
   */
  async run<T>(
    job: () => Promise<T>,
    signal: AbortSignal,
    onMoved: (ahead: number) => void,
  ): Promise<T> {
    await this.#turn(signal, onMoved);
    try {
      return await job();
    } finally {
      this.#next();
    }
  }

  async #turn(signal: AbortSignal, onMoved: (ahead: number) => void): Promise<void> {
    if (signal.aborted) throw new UnnoticedError('cancelled', 'Cancelled before it started');
    if (!this.#isBusy) {
      this.#isBusy = true;
      return;
    }
    const waiting: Waiting = { turn: deferred(), onMoved };
    const leave = (): void => {
      const place = this.#waiting.indexOf(waiting);
      if (place < 0) return;
      this.#waiting.splice(place, 1);
      waiting.turn.reject(new UnnoticedError('cancelled', 'Cancelled in the queue'));
      this.#tellPlaces();
    };
    this.#waiting.push(waiting);
    onMoved(this.#waiting.length);
    signal.addEventListener('abort', leave, { once: true });
    try {
      await waiting.turn.promise;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  #next(): void {
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#isBusy = false;
      return;
    }
    next.turn.resolve(undefined);
    this.#tellPlaces();
  }

  #tellPlaces(): void {
    this.#waiting.forEach(({ onMoved }, index) => {
      onMoved(index + 1);
    });
  }
}
