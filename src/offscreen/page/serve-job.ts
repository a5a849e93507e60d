import { termsOf } from '../../shared/comparison';
import type { Comparison, ComparisonOwner } from '../../shared/comparison';
import { errorOf } from '../../shared/error-of';
import { UnnoticedError } from '../../shared/errors';
import type { JobMessage, JobProgress, JobRequest } from '../../shared/job';
import type { PhotoReport } from '../../shared/report';
import { deliveredType } from '../../shared/output-type';
import { isJobPort, isJobRequest, readJobId } from '../../shared/job-guards';
import { classifySender } from '../../shared/sender';
import type { Caller, Self, Sender } from '../../shared/sender';
import type { EngineSettings } from '../../shared/settings';
import type { CachedRun } from './cached-run';
import type { JobEnd, TermedJob } from './engine-host';
import { NO_TAB } from './job-queue';
import type { JobQueue } from './job-queue';
import type { JobTargets } from './job-target';
import { jobTerms } from './job-terms';
import { toldReport } from './told-report';

/** The host's end of a job's port. */
export interface HostPort {
  readonly name: string;
  readonly sender?: Sender | undefined;
  postMessage(message: JobMessage): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: () => void): void };
}

export interface JobRoom {
  readonly self: Self;
  readonly queue: JobQueue;
  readonly results: CachedRun;
  /** What the background told the host; undefined until it did. */
  settings(): EngineSettings | undefined;
  readonly targets: JobTargets;
  /** Runs one job on the engine. */
  run(
    job: TermedJob,
    signal: AbortSignal,
    onProgress: (progress: JobProgress) => void,
  ): Promise<JobEnd>;
  /** Keeps the files of a finished photo for whoever wants to compare them. */
  keep(owner: ComparisonOwner, pictures: Comparison): void;
  /** Called when a job arrived and when one ended. */
  onActivity(): void;
}

/**
 * Takes one port: checks who opened it and what it asks, queues the job, reports back. One port is
 * one job; when its other end goes away, the job is cancelled.
 */
export function serveJob(port: HostPort, room: JobRoom): void {
  if (!isJobPort(port.name)) return;
  const gone = new AbortController();
  let isTaken = false;
  const say = (message: JobMessage): void => {
    if (!gone.signal.aborted) port.postMessage(message);
  };
  port.onDisconnect.addListener(() => {
    gone.abort();
  });
  port.onMessage.addListener((message) => {
    if (isTaken) return;
    isTaken = true;
    room.onActivity();
    void take(message).then((last) => {
      say(last);
      room.onActivity();
    });
  });

  async function take(message: unknown): Promise<JobMessage> {
    try {
      const { caller, request } = checkRequest(port, message, room);
      const towards = await room.targets.of(request.options ?? {});
      const job: TermedJob = { ...request, ...(towards && { towards }) };
      const onProgress = (progress: JobProgress): void => {
        say({ type: 'progress', progress });
      };
      const tab = port.sender?.tab;
      const isPrivate = tab?.incognito === true;
      const end = await room.results.run(job, isPrivate, gone.signal, (again) =>
        room.queue.run(
          async () => {
            const known = again();
            if (known !== undefined) return known;
            return await room.run(job, gone.signal, onProgress);
          },
          gone.signal,
          (ahead) => {
            onProgress({ kind: 'queued', ahead });
          },
          tab?.id ?? NO_TAB,
        ),
      );
      if (end.type === 'failed') {
        return { ...end, ...(end.report && { report: toldReport(caller, end.report) }) };
      }
      const blob = new Blob([end.bytes], { type: deliveredType(end.report, request.file.type) });
      keepToCompare(request, end.report, blob);
      return { type: 'done', blob, report: toldReport(caller, end.report) };
    } catch (error) {
      const { code, message: text } = errorOf(error);
      return { type: 'failed', code, message: text };
    }
  }

  /** Only what was changed, and only for a tab: nobody else can open a comparison. */
  function keepToCompare(request: JobRequest, report: PhotoReport, after: Blob): void {
    const tabId = port.sender?.tab?.id;
    const jobId = readJobId(port.name);
    if (tabId === undefined || jobId === undefined || report.outcome !== 'protected') return;
    const { file: before, name, options = {} } = request;
    room.keep({ jobId, tabId }, { name, before, after, report, terms: termsOf(options) });
  }
}

/** The job on its terms and who asks for it, or a refusal. */
function checkRequest(port: HostPort, message: unknown, room: JobRoom): Asked {
  const caller = classifySender(port.sender, room.self);
  if (caller === 'foreign') throw new UnnoticedError('forbidden', 'Not one of our own pages');
  if (readJobId(port.name) === undefined) {
    throw new UnnoticedError('bad-request', 'The port is not named after a job');
  }
  if (!isJobRequest(message)) throw new UnnoticedError('bad-request', 'Malformed job');
  const asker = { caller, origin: port.sender?.origin };
  const options = jobTerms(asker, message, room.settings());
  return { caller, request: { ...message, options } };
}

interface Asked {
  readonly caller: Caller;
  readonly request: JobRequest;
}
