import { errorOf } from './error-of';
import { UnnoticedError } from './errors';
import { jobPortName } from './job';
import type { JobMessage, JobProgress, JobRequest } from './job';
import { ORPHAN_SHOWS_MS } from './orphan';
import type { PhotoReport } from './report';
import { SilenceWatch } from './silence-watch';

/** The host speaks every 10 s while a job waits, and at every step and checkpoint while it runs. */
const SILENCE_MS = 60_000;

/** The part of a runtime port that a job needs. */
export interface JobPort {
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

/** How a client reaches the engine host. */
export interface JobRoute {
  /** Resolves once the host exists and answers. */
  ensureEngine(): Promise<unknown>;
  connect(portName: string): JobPort;
  /** Whether the extension was updated or removed under the caller, where that can happen. */
  isOrphaned?(): boolean;
}

export interface JobWatch {
  /** Aborting it closes the port, which cancels the job. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: JobProgress) => void;
  /** How long the host may say nothing before it is taken for lost. */
  readonly silenceMs?: number;
}

export interface JobResult {
  /** The job's own, by which its comparison can be opened. */
  readonly id: string;
  readonly blob: Blob;
  readonly report: PhotoReport;
}

/** A job that failed after the engine looked at the photo also says what it saw. */
export class JobError extends UnnoticedError {
  readonly report: PhotoReport | undefined;

  constructor(failure: Extract<JobMessage, { type: 'failed' }>) {
    super(failure.code, failure.message);
    this.report = failure.report;
  }
}

/** Runs one job to its end: the delivered file and its report, or an UnnoticedError. */
export function runJob(
  route: JobRoute,
  request: JobRequest,
  watch: JobWatch = {},
): Promise<JobResult> {
  const { signal, onProgress, silenceMs = SILENCE_MS } = watch;
  if (signal?.aborted === true) return Promise.reject(cancelled());
  const id = crypto.randomUUID();
  let port: JobPort | undefined;
  let isOver = false;
  return new Promise<JobResult>((resolve, reject) => {
    const silence = new SilenceWatch(silenceMs, () => {
      fail(new UnnoticedError('engine-lost', 'The engine host fell silent'));
    });
    signal?.addEventListener('abort', cancel, { once: true });
    route.ensureEngine().then(open).catch(fail);

    function open(): void {
      if (isOver) return;
      port = route.connect(jobPortName(id));
      // Only our own engine host can be at the other end: connect() never leaves the extension.
      port.onMessage.addListener((message) => {
        hear(message as JobMessage);
      });
      port.onDisconnect.addListener(() => {
        // Either the host is gone, or all of the extension; the second shows a moment later.
        setTimeout(() => {
          fail(new UnnoticedError('engine-lost', 'The engine host went away during the job'));
        }, ORPHAN_SHOWS_MS);
      });
      port.postMessage(request);
    }

    function hear(message: JobMessage): void {
      if (isOver) return;
      silence.heard();
      if (message.type === 'progress') {
        onProgress?.(message.progress);
        return;
      }
      end();
      if (message.type === 'done') resolve({ id, blob: message.blob, report: message.report });
      else reject(new JobError(message));
    }

    function cancel(): void {
      end();
      reject(cancelled());
    }

    function fail(error: unknown): void {
      if (isOver) return;
      end();
      const isOrphan = route.isOrphaned?.() === true;
      reject(isOrphan ? updated(error) : errorOf(error));
    }

    /** Closing the port is also what tells the host to stop. */
    function end(): void {
      isOver = true;
      silence.stop();
      signal?.removeEventListener('abort', cancel);
      try {
        port?.disconnect();
      } catch {
        // The port of an orphaned script refuses even that, and is closed anyway.
      }
    }
  });
}

function cancelled(): UnnoticedError {
  return new UnnoticedError('cancelled', 'Cancelled');
}

function updated(cause: unknown): UnnoticedError {
  return new UnnoticedError('extension-updated', 'The extension was updated', { cause });
}
