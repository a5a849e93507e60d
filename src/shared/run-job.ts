import { UnnoticedError } from './errors';
import { jobPortName } from './job';
import type { JobMessage, JobProgress, JobRequest } from './job';
import type { PhotoReport } from './report';

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
}

export interface JobWatch {
  /** Aborting it closes the port, which cancels the job. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: JobProgress) => void;
}

export interface JobResult {
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
export async function runJob(
  route: JobRoute,
  request: JobRequest,
  watch: JobWatch = {},
): Promise<JobResult> {
  const { signal, onProgress } = watch;
  refuseIfAborted(signal);
  await route.ensureEngine();
  refuseIfAborted(signal);
  const port = route.connect(jobPortName(crypto.randomUUID()));
  return await new Promise((resolve, reject) => {
    const cancel = (): void => {
      port.disconnect();
      reject(cancelled());
    };
    const settle = (): void => {
      signal?.removeEventListener('abort', cancel);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    port.onMessage.addListener((received) => {
      // Only our own engine host can be at the other end: connect() never leaves the extension.
      const message = received as JobMessage;
      if (message.type === 'progress') {
        onProgress?.(message.progress);
        return;
      }
      settle();
      port.disconnect();
      if (message.type === 'done') resolve({ blob: message.blob, report: message.report });
      else reject(new JobError(message));
    });
    port.onDisconnect.addListener(() => {
      settle();
      reject(new UnnoticedError('engine-lost', 'The engine host went away during the job'));
    });
    port.postMessage(request);
  });
}

function cancelled(): UnnoticedError {
  return new UnnoticedError('cancelled', 'Cancelled');
}

function refuseIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}
