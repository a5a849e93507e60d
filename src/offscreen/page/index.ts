import { browser } from '../../shared/browser';
import { call } from '../../shared/call';
import { UnnoticedError } from '../../shared/errors';
import { isRecord } from '../../shared/is-record';
import { runtimeTransport } from '../../shared/runtime-transport';
import { serve } from '../../shared/serve';
import { EngineHost } from './engine-host';
import { Idle } from './idle';
import { JobQueue } from './job-queue';
import { serveJob } from './serve-job';

const FREE_WEIGHTS_AFTER_MS = 60_000;
const CLOSE_AFTER_MS = 300_000;

const transport = runtimeTransport();
const queue = new JobQueue();
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
});

browser.runtime.onConnect.addListener((port) => {
  serveJob(port, {
    self: transport.self,
    queue,
    run: (request, signal, onProgress) => host.run(request, signal, onProgress),
    onActivity: () => idle.touch(),
  });
});

// The background may be waiting for these listeners; if it is not, nobody needs to hear it.
call(transport, 'background', 'engineStarted', null).catch(() => undefined);
