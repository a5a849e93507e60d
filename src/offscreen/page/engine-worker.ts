import { deferred } from '../../shared/deferred';
import { UnnoticedError } from '../../shared/errors';
import { watchForDeath } from '../life-lock';
import type {
  BackendWish,
  EngineOrder,
  EnrolEnd,
  FromWorker,
  JobListener,
  LookEnd,
  LookWish,
  RunEnd,
  ToWorker,
  Warmed,
} from '../worker-protocol';

/** How it ended, in the worker's own words. */
type End = RunEnd | EnrolEnd | LookEnd;

/**
 * One worker and its death. A worker that crashes, closes itself or never starts sends no message,
 * so it holds a lock while it lives: when the lock comes to us, the worker is gone.
 */
export class EngineWorker {
  readonly backend: BackendWish;
  readonly #worker: Worker;
  readonly #lockName = `engine-worker-${crypto.randomUUID()}`;
  readonly #watch = new AbortController();
  readonly #lost = deferred<never>();
  readonly #onWarmed: (warmed: Warmed) => void;
  #listener: JobListener | undefined;
  #end = deferred<End>();
  #isLost = false;
  #isWarm = false;

  constructor(worker: Worker, backend: BackendWish, onWarmed: (warmed: Warmed) => void) {
    this.backend = backend;
    this.#onWarmed = onWarmed;
    this.#worker = worker;
    // Nobody may be waiting when the worker dies; the next run finds out by `isLost`.
    this.#lost.promise.catch(() => undefined);
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      this.#receive(data);
    });
    worker.addEventListener('error', (event) => {
      // Fires for a script that cannot be loaded and for what nobody caught inside.
      this.#lose(event.message || 'The engine worker could not start');
    });
    this.#send({ type: 'start', backend, lock: this.#lockName });
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Whether its networks are known to be loaded. */
  get isWarm(): boolean {
    return this.#isWarm;
  }

  /** Runs one order; rejects with `engine-lost` when the worker dies on the way. */
  async run(file: Blob, order: EngineOrder, listener: JobListener): Promise<RunEnd> {
    this.#listener = listener;
    try {
      // Worker and page are one build: an order is answered as the protocol says.
      return (await this.#ask({ type: 'run', file, order })) as RunEnd;
    } finally {
      this.#listener = undefined;
    }
  }

  /** Looks for the face of a target; rejects with `engine-lost` like `run`. */
  async enrol(file: Blob, face: number | null): Promise<EnrolEnd> {
    return (await this.#ask({ type: 'enrol', file, face })) as EnrolEnd;
  }

  /** Makes a picture of a photo or of a map of it; rejects with `engine-lost` like `run`. */
  async look(file: Blob, wish: LookWish): Promise<LookEnd> {
    return (await this.#ask({ type: 'look', file, wish })) as LookEnd;
  }

  /** Has it load and run its networks, beside and before any order; nothing waits for that. */
  warm(): void {
    this.#send({ type: 'warm' });
  }

  /** Asks the running order to stop; its run then ends with `cancelled`. */
  cancel(): void {
    this.#send({ type: 'cancel' });
  }

  /** Ends the worker and frees all that it holds, the graphics memory included. */
  terminate(): void {
    this.#watch.abort();
    this.#worker.terminate();
    this.#lose('The engine worker was ended');
  }

  #ask(message: ToWorker): Promise<End> {
    this.#end = deferred();
    this.#send(message);
    return Promise.race([this.#end.promise, this.#lost.promise]);
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    if (message.type === 'alive') this.#watchLock();
    else if (message.type === 'progress') this.#listener?.onProgress(message.progress);
    else if (message.type === 'phase') this.#listener?.onPhase(message.phase);
    else if (message.type === 'warmed') {
      this.#isWarm = true;
      this.#onWarmed(message);
    } else {
      this.#isWarm ||= message.type === 'done';
      this.#end.resolve(message);
    }
  }

  #watchLock(): void {
    watchForDeath(this.#lockName, this.#watch.signal, () => {
      this.#lose('The engine worker stopped by itself');
    });
  }

  #lose(message: string): void {
    this.#isLost = true;
    this.#lost.reject(new UnnoticedError('engine-lost', message));
  }
}
