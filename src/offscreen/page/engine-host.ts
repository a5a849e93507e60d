import { drawSeed } from '../../shared/draw-seed';
import { UnnoticedError } from '../../shared/errors';
import type { ErrorCode } from '../../shared/errors';
import type { JobProgress, JobRequest } from '../../shared/job';
import type { Backend, PhotoReport } from '../../shared/report';
import { without } from '../../shared/without';
import type {
  BackendLost,
  BackendWish,
  EngineOrder,
  EnrolEnd,
  Look,
  LookEnd,
  LookWish,
  RunEnd,
  Towards,
} from '../worker-protocol';
import { EngineWorker } from './engine-worker';
import { Paces } from './time-left/paces';
import { TimeLeft } from './time-left/time-left';

/** A worker that has not stopped this long after it was asked to is ended. */
const CANCEL_GRACE_MS = 5_000;
export const DEFAULT_TIMEOUT_MS = 120_000;

export type JobEnd = Extract<RunEnd, { type: 'done' | 'failed' }>;
type Found = Extract<EnrolEnd, { type: 'enrolled' }>['found'];

/** A job on its terms, with what it goes to in mode `targeted`. */
export interface TermedJob extends JobRequest {
  readonly towards?: Towards;
}

type WorkEnd = RunEnd | EnrolEnd | LookEnd;

/** One piece of work on a worker; calls `onSign` whenever it got on. */
type Task<E> = (worker: EngineWorker, onSign: () => void) => Promise<E | BackendLost>;

interface Ended<E> {
  readonly end: E;
  /** Backends that gave out on the way. */
  readonly lost: readonly Backend[];
}

interface Timing {
  readonly cancelGraceMs: number;
  readonly timeoutMs: number;
}

/** Owns the worker: starts it for a job, ends it when it is stuck, lost, idle or unfit. */
export class EngineHost {
  readonly #startWorker: () => Worker;
  readonly #timing: Timing;
  readonly #paces: Paces;
  #current: EngineWorker | undefined;
  #isWorking = false;

  constructor(
    startWorker: () => Worker,
    paces = new Paces(),
    timing: Timing = { cancelGraceMs: CANCEL_GRACE_MS, timeoutMs: DEFAULT_TIMEOUT_MS },
  ) {
    this.#paces = paces;
    this.#startWorker = startWorker;
    this.#timing = timing;
  }

  /** Runs one job; call it for one job at a time. Resolves only when the worker is free again. */
  async run(
    job: TermedJob,
    signal: AbortSignal,
    onProgress: (progress: JobProgress) => void,
  ): Promise<JobEnd> {
    const {
      backend = 'auto',
      timeoutMs = this.#timing.timeoutMs,
      ...open
      // What the other two say is in `towards`.
    } = without(job.options ?? {}, 'target', 'decoySeed');
    const { towards, asStill } = job;
    // Fresh for each job, so that one job's pattern says nothing about the next.
    const seed = open.seed ?? drawSeed();
    const order: EngineOrder = {
      ...open,
      seed,
      ...(towards && { towards }),
      ...(asStill && { asStill }),
    };
    const left = new TimeLeft(this.#paces, backend, order, job.file.size);
    const { end, lost } = await this.#inTime(backend, timeoutMs, signal, (worker, onSign) => {
      onProgress(left.begin(!worker.isWarm));
      return worker.run(job.file, order, {
        onProgress: (progress) => {
          onSign();
          onProgress(left.tellWith(progress));
        },
        onPhase: (phase) => {
          left.enter(phase);
        },
      });
    });
    left.end(end);
    return lost.length === 0 ? end : withLost(end, lost);
  }

  /**
   * Starts a worker, if there is none of this backend, and has it run its networks once: a job may
   * come, and may come meanwhile. A worker that works is left alone.
   */
  warm(wish: BackendWish['wish']): void {
    if (!this.#isWorking) this.#workerFor(wish, []).warm();
  }

  /** Looks for the face of a target in a photo; call it as if it were a job. */
  async enrol(photo: Blob, face: number | null, backend: BackendWish['wish']): Promise<Found> {
    const { timeoutMs } = this.#timing;
    const never = new AbortController().signal;
    const { end } = await this.#inTime(backend, timeoutMs, never, (worker) =>
      worker.enrol(photo, face),
    );
    if (end.type === 'enrolled') return end.found;
    throw new UnnoticedError(end.code, end.message);
  }

  /** Makes a picture for the person; call it as if it were a job. */
  async look(photo: Blob, wish: LookWish, backend: BackendWish['wish']): Promise<Look> {
    const { timeoutMs } = this.#timing;
    const never = new AbortController().signal;
    const { end } = await this.#inTime(backend, timeoutMs, never, (worker) =>
      worker.look(photo, wish),
    );
    if (end.type === 'looked') return end.look;
    throw new UnnoticedError(end.code, end.message);
  }

  async #inTime<E extends Exclude<WorkEnd, BackendLost>>(
    wish: BackendWish['wish'],
    timeoutMs: number,
    signal: AbortSignal,
    task: Task<E>,
  ): Promise<Ended<E>> {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        stop.abort('timeout' satisfies ErrorCode);
      }, timeoutMs);
    };
    wait();
    const onAbort = (): void => {
      stop.abort('cancelled' satisfies ErrorCode);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    this.#isWorking = true;
    try {
      return await this.#runOn(wish, (worker) => task(worker, wait), stop.signal);
    } finally {
      this.#isWorking = false;
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
  async #runOn<E extends Exclude<WorkEnd, BackendLost>>(
    wish: BackendWish['wish'],
    task: (worker: EngineWorker) => Promise<E | BackendLost>,
    stop: AbortSignal,
  ): Promise<Ended<E>> {
    const lost: Backend[] = [];
    for (;;) {
      const worker = this.#workerFor(wish, lost);
      const end = await this.#runStoppable(worker, task, stop);
      if (!isLoss(end)) return { end, lost };
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
    const backend: BackendWish = { wish, without: [...without] };
    this.#current = new EngineWorker(this.#startWorker(), backend, (warmed) => {
      this.#paces.onWarmed(warmed);
    });
    return this.#current;
  }

  async #runStoppable<E>(
    worker: EngineWorker,
    task: (worker: EngineWorker) => Promise<E | BackendLost>,
    stop: AbortSignal,
  ): Promise<E | BackendLost> {
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
      const end = await task(worker);
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

function isLoss(end: { readonly type: string }): end is BackendLost {
  return end.type === 'backend-lost';
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
