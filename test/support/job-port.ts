import { CachedRun } from '../../src/offscreen/page/cached-run';
import type { JobEnd } from '../../src/offscreen/page/engine-host';
import { JobQueue } from '../../src/offscreen/page/job-queue';
import { JobTargets } from '../../src/offscreen/page/job-target';
import { ResultCache } from '../../src/offscreen/page/result-cache';
import { serveJob } from '../../src/offscreen/page/serve-job';
import type { HostPort, JobRoom } from '../../src/offscreen/page/serve-job';
import { deferred } from '../../src/shared/deferred';
import type { JobMessage } from '../../src/shared/job';
import type { FaceResult, PhotoReport } from '../../src/shared/report';
import type { Sender } from '../../src/shared/sender';
import type { EngineSettings } from '../../src/shared/settings';
import { SELF } from './extension-messages';

export const NAME = 'protect:0f0e0d0c-1111-4222-8333-444455556666';
export const request = { file: new Blob(['original'], { type: 'image/jpeg' }), name: 'a.jpg' };
export const report = { outcome: 'protected', faces: [] as readonly FaceResult[] } as PhotoReport;
export const done = { type: 'done', bytes: new Uint8Array([1, 2, 3]), report } satisfies JobEnd;

export const settings: EngineSettings = {
  mode: 'nontargeted',
  target: 'photo',
  decoySeed: 7,
  strength: 'balanced',
  unlinkable: true,
  backend: 'wasm',
  metadata: 'basics',
};
/** One port to a room of its own, and what is said on it. */
export function openJob(
  sender: Sender,
  name = NAME,
  run: JobRoom['run'] = () => Promise.resolve(done),
  change: Partial<JobRoom> = {},
  onSaid: (value: undefined) => void = () => undefined,
) {
  const said: JobMessage[] = [];
  const last = deferred<JobMessage>();
  const signals: AbortSignal[] = [];
  let onMessage: ((message: unknown) => void) | undefined;
  let onGone: () => void = () => undefined;
  const port: HostPort = {
    name,
    sender,
    postMessage: (message) => {
      said.push(message);
      onSaid(undefined);
      if (message.type !== 'progress') last.resolve(message);
    },
    disconnect: () => undefined,
    onMessage: { addListener: (listener) => (onMessage = listener) },
    onDisconnect: { addListener: (listener) => (onGone = listener) },
  };
  serveJob(port, {
    self: SELF,
    queue: new JobQueue(),
    results: new CachedRun(new ResultCache()),
    settings: () => settings,
    targets: new JobTargets(() => Promise.resolve(undefined)),
    run: (job, signal, onProgress) => {
      signals.push(signal);
      return run(job, signal, onProgress);
    },
    keep: () => undefined,
    onActivity: () => undefined,
    ...change,
  });
  return {
    said,
    signals,
    last: last.promise,
    ask: (message: unknown) => onMessage?.(message),
    leave: () => {
      onGone();
    },
    isTaken: () => onMessage !== undefined,
  };
}
