import { UnnoticedError } from '../../shared/errors';
import type { ErrorCode } from '../../shared/errors';
import type { JobProgress, JobRequest } from '../../shared/job';
import type { Backend, PhotoReport } from '../../shared/report';
import type { BackendWish, EngineOrder } from '../worker-protocol';
import { EngineWorker } from './engine-worker';
import type { RunEnd } from './engine-worker';

/** A worker that has not stopped this long after it was asked to is ended. */
const CANCEL_GRACE_MS = 5_000;
export const DEFAULT_TIMEOUT_MS = 120_000;

export type JobEnd = Extract<RunEnd, { type: 'done' | 'failed' }>;

interface Timing {
  readonly cancelGraceMs: number;
  readonly timeoutMs: number;
}

/** Owns the worker: starts it for a job, ends it when it is stuck, lost, idle or unfit. */
export class EngineHost {
  readonly #startWorker: () => Worker;
  readonly #timing: Timing;
  #current: EngineWorker | undefined;

  constructor(
    startWorker: () => Worker,
    timing: Timing = { cancelGraceMs: CANCEL_GRACE_MS, timeoutMs: DEFAULT_TIMEOUT_MS },
  ) {
    this.#startWorker = startWorker;
    this.#timing = timing;
  }

  /** Runs one job; call it for one job at a time. Resolves only when the worker is free again. */
  async run(
    request: JobRequest,
    signal: AbortSignal,
    onProgress: (progress: JobProgress) => void,
  ): Promise<JobEnd> {
    const {
      backend: wish = 'auto',
      timeoutMs = this.#timing.timeoutMs,
      ...open
    } = request.options ?? {};
    const order: EngineOrder = { ...open, seed: open.seed ?? drawSeed() };
    const stop = new AbortController();
    const timer = setTimeout(() => {
      stop.abort('timeout' satisfies ErrorCode);
    }, timeoutMs);
    const onAbort = (): void => {
      stop.abort('cancelled' satisfies ErrorCode);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    try {
      return await this.#runOn(wish, request.file, order, stop.signal, onProgress);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Frees the worker with the weights and all graphics memory; the next job starts another. */
  release(): void {
    this.#current?.terminate();
    this.#current = undefined;
  }

  /** A lost backend is replaced once by the next in order, in a worker that starts clean. */
  async #runOn(
    wish: BackendWish['wish'],
    file: Blob,
    order: EngineOrder,
    stop: AbortSignal,
    onProgress: (progress: JobProgress) => void,
  ): Promise<JobEnd> {
    const lost: Backend[] = [];
    for (;;) {
      const worker = this.#workerFor(wish, lost);
      const end = await this.#runStoppable(worker, file, order, stop, onProgress);
      if (end.type !== 'backend-lost') return lost.length === 0 ? end : withLost(end, lost);
      this.release();
      if (lost.length > 0 || wish !== 'auto' || end.backend === 'wasm') {
        throw new UnnoticedError('backend-lost', `${end.backend} was lost: ${end.message}`);
      }
      lost.push(end.backend);
    }
  }

  #workerFor(wish: BackendWish['wish'], without: readonly Backend[]): EngineWorker {
    const current = this.#current;
    // After a loss the replacement stays: it was chosen without the backend that failed.
    const fits = current?.backend.wish === wish && current.backend.without.length >= without.length;
    if (current !== undefined && !current.isLost && fits) return current;
    this.release();
    this.#current = new EngineWorker(this.#startWorker(), { wish, without: [...without] });
    return this.#current;
  }

  async #runStoppable(
    worker: EngineWorker,
    file: Blob,
    order: EngineOrder,
    stop: AbortSignal,
    onProgress: (progress: JobProgress) => void,
  ): Promise<RunEnd> {
    let grace: ReturnType<typeof setTimeout> | undefined;
    const onStop = (): void => {
      worker.cancel();
      grace = setTimeout(() => {
        this.release();
      }, this.#timing.cancelGraceMs);
    };
    refuseIfStopped(stop);
    stop.addEventListener('abort', onStop, { once: true });
    try {
      const end = await worker.run(file, order, onProgress);
      // Whatever the worker said after it was told to stop: the job was stopped.
      refuseIfStopped(stop);
      return end;
    } catch (error) {
      refuseIfStopped(stop);
      throw error;
    } finally {
      clearTimeout(grace);
      stop.removeEventListener('abort', onStop);
    }
  }
}

function refuseIfStopped({ aborted, reason }: AbortSignal): void {
  if (!aborted) return;
  throw reason === 'timeout'
    ? new UnnoticedError('timeout', 'The photo took too long')
    : new UnnoticedError('cancelled', 'Cancelled');
}

function withLost(end: JobEnd, lost: readonly Backend[]): JobEnd {
  if (end.report === undefined) return end;
  const report: PhotoReport = { ...end.report, backendsLost: lost };
  return { ...end, report };
}

/** Fresh for each job, so that one job's pattern says nothing about the next. */
function drawSeed(): number {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1));
  return seed;
}
