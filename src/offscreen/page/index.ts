import { browser } from '../../shared/browser';
import { call } from '../../shared/call';
import { ENGINE_IDLE_MS } from '../../shared/engine-idle';
import { runtimeTransport } from '../../shared/runtime-transport';
import { serve } from '../../shared/serve';
import { DEFAULT_SETTINGS } from '../../shared/settings';
import type { EngineSettings } from '../../shared/settings';
import { CachedRun } from './cached-run';
import { compareHandlers } from './compare-handlers';
import { Comparisons } from './comparisons';
import { EngineHost } from './engine-host';
import { faceStore } from './face-store';
import { Idle } from './idle';
import { JobQueue } from './job-queue';
import { JobTargets } from './job-target';
import { ResultCache } from './result-cache';
import { machinePaces } from './time-left/machine-paces';
import { serveComparison } from './serve-comparison';
import { serveJob } from './serve-job';
import { startHandlers } from './start-handlers';
import { targetHandlers } from './target-handlers';

const CLOSE_AFTER_MS = 300_000;

const transport = runtimeTransport();
let settings: EngineSettings | undefined;
const queue = new JobQueue();
const results = new CachedRun(new ResultCache());
const comparisons = new Comparisons();
const targets = new JobTargets(() => faceStore.read());
const host = new EngineHost(() => new Worker('worker.js', { type: 'module' }), machinePaces());
const backend = () => (settings ?? DEFAULT_SETTINGS).backend;
const idle = new Idle(
  () => queue.isIdle,
  [
    { afterMs: ENGINE_IDLE_MS, run: () => host.release() },
    { afterMs: CLOSE_AFTER_MS, run: () => window.close() },
  ],
);

serve(transport, 'offscreen', {
  ...startHandlers({
    onActivity: () => idle.touch(),
    onSettings: (told) => {
      settings = told;
    },
    onWarm: () => host.warm(backend()),
  }),
  ...targetHandlers({
    faces: faceStore,
    queue,
    enrol: (photo, face) => host.enrol(photo, face, backend()),
    onActivity: () => idle.touch(),
  }),
  ...compareHandlers({
    comparisons,
    queue,
    look: (photo, wish) => host.look(photo, wish, backend()),
    onActivity: () => idle.touch(),
  }),
});

browser.runtime.onConnect.addListener((port) => {
  serveComparison(port, transport.self, comparisons);
  serveJob(port, {
    self: transport.self,
    queue,
    results,
    settings: () => settings,
    targets,
    run: (request, signal, onProgress) => host.run(request, signal, onProgress),
    keep: (owner, pictures) => comparisons.keep(owner, pictures),
    onActivity: () => idle.touch(),
  });
});

// The background may be waiting for these listeners; if it is not, nobody needs to hear it.
call(transport, 'background', 'engineStarted', null).catch(() => undefined);
