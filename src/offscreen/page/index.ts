import { browser } from '../../shared/browser';
import { call } from '../../shared/call';
import { UnnoticedError } from '../../shared/errors';
import { isRecord } from '../../shared/is-record';
import { runtimeTransport } from '../../shared/runtime-transport';
import { serve } from '../../shared/serve';
import { DEFAULT_SETTINGS, isEngineSettings } from '../../shared/settings';
import type { EngineSettings } from '../../shared/settings';
import { CachedRun } from './cached-run';
import { EngineHost } from './engine-host';
import { faceStore } from './face-store';
import { Idle } from './idle';
import { JobQueue } from './job-queue';
import { JobTargets } from './job-target';
import { ResultCache } from './result-cache';
import { serveJob } from './serve-job';
import { targetHandlers } from './target-handlers';

const FREE_WEIGHTS_AFTER_MS = 60_000;
const CLOSE_AFTER_MS = 300_000;

const transport = runtimeTransport();
let settings: EngineSettings | undefined;
const queue = new JobQueue();
const results = new CachedRun(new ResultCache());
const targets = new JobTargets(() => faceStore.read());
const host = new EngineHost(() => new Worker('worker.js', { type: 'module' }));
const idle = new Idle(
  () => queue.isIdle,
  [
    { afterMs: FREE_WEIGHTS_AFTER_MS, run: () => host.release() },
    { afterMs: CLOSE_AFTER_MS, run: () => window.close() },
  ],
);

serve(transport, 'offscreen', {
  ready: {
    from: ['extension-page'],
    accepts: (request): request is { probe: unknown } => isRecord(request) && 'probe' in request,
    run: async ({ probe }) => {
      idle.touch();
      if (!(probe instanceof Blob)) {
        throw new UnnoticedError('no-structured-clone', 'A file did not survive a message');
      }
      return { probeBytes: (await probe.arrayBuffer()).byteLength };
    },
  },
  configure: {
    from: ['extension-page'],
    accepts: isEngineSettings,
    run: (told) => {
      settings = told;
      return null;
    },
  },
  ...targetHandlers({
    faces: faceStore,
    queue,
    enrol: (photo, face) => host.enrol(photo, face, (settings ?? DEFAULT_SETTINGS).backend),
    onActivity: () => idle.touch(),
  }),
});

browser.runtime.onConnect.addListener((port) => {
  serveJob(port, {
    self: transport.self,
    queue,
    results,
    settings: () => settings,
    targets,
    run: (request, signal, onProgress) => host.run(request, signal, onProgress),
    onActivity: () => idle.touch(),
  });
});

// The background may be waiting for these listeners; if it is not, nobody needs to hear it.
call(transport, 'background', 'engineStarted', null).catch(() => undefined);
