import { deferred } from '../../shared/deferred';
import type { Deferred } from '../../shared/deferred';
import { UnnoticedError } from '../../shared/errors';
import { REPEAT_MS } from '../../shared/job';
import { Lanes } from './lanes';

interface Waiting {
  readonly lane: number;
  readonly turn: Deferred<undefined>;
  readonly onMoved: (ahead: number) => void;
  told: number;
}

/** The lane of whoever sits in no tab. */
export const NO_TAB = -1;

/**
 * One at a time. Each lane (a tab) in the order of arrival, the lanes in turn: ten photos of one tab
 * do not hold up the first of another. A job that fails does not hold up the next.
 */
export class JobQueue {
  readonly #repeatMs: number;
  readonly #waiting = new Lanes<Waiting>();
  #isBusy = false;

  constructor(repeatMs = REPEAT_MS) {
    this.#repeatMs = repeatMs;
  }

  get isIdle(): boolean {
    return !this.#isBusy;
  }

  /**
   * Runs `job` when its turn has come. `onMoved` hears how many are ahead, whenever that changes and
   * from time to time in between. Aborting a job that still waits takes it out; a running one has to
   * mind `signal` itself.
   */
  async run<T>(
    job: () => Promise<T>,
    signal: AbortSignal,
    onMoved: (ahead: number) => void,
    lane = NO_TAB,
  ): Promise<T> {
    await this.#turn(signal, onMoved, lane);
    try {
      return await job();
    } finally {
      this.#next();
    }
  }

  async #turn(signal: AbortSignal, onMoved: (ahead: number) => void, lane: number): Promise<void> {
    if (signal.aborted) throw new UnnoticedError('cancelled', 'Cancelled before it started');
    if (!this.#isBusy) {
      this.#isBusy = true;
      this.#waiting.serve(lane);
      return;
    }
    const waiting: Waiting = { lane, turn: deferred(), onMoved, told: 0 };
    const leave = (): void => {
      if (!this.#waiting.remove(lane, waiting)) return;
      waiting.turn.reject(new UnnoticedError('cancelled', 'Cancelled in the queue'));
      this.#tellPlaces();
    };
    this.#waiting.add(lane, waiting);
    this.#tellPlaces();
    signal.addEventListener('abort', leave, { once: true });
    const repeat = setInterval(() => {
      onMoved(waiting.told);
    }, this.#repeatMs);
    try {
      await waiting.turn.promise;
    } finally {
      clearInterval(repeat);
      signal.removeEventListener('abort', leave);
    }
  }

  #next(): void {
    const next = this.#waiting.inOrder()[0];
    if (next === undefined) {
      this.#isBusy = false;
      this.#waiting.serve(undefined);
      return;
    }
    this.#waiting.remove(next.lane, next);
    this.#waiting.serve(next.lane);
    next.turn.resolve(undefined);
    this.#tellPlaces();
  }

  #tellPlaces(): void {
    this.#waiting.inOrder().forEach((waiting, index) => {
      const ahead = index + 1;
      if (waiting.told === ahead) return;
      waiting.told = ahead;
      waiting.onMoved(ahead);
    });
  }
}
