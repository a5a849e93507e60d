import { describe, expect, it } from 'vitest';
import type { JobEnd } from '../../../src/offscreen/page/engine-host';
import { CachedRun } from '../../../src/offscreen/page/cached-run';
import { JobQueue } from '../../../src/offscreen/page/job-queue';
import { ResultCache } from '../../../src/offscreen/page/result-cache';
import { JobTargets } from '../../../src/offscreen/page/job-target';
import { serveJob } from '../../../src/offscreen/page/serve-job';
import type { HostPort, JobRoom } from '../../../src/offscreen/page/serve-job';
import type { EnrolledFace } from '../../../src/offscreen/worker-protocol';
import { deferred } from '../../../src/shared/deferred';
import type { JobMessage } from '../../../src/shared/job';
import type { FaceResult, PhotoReport } from '../../../src/shared/report';
import type { EngineSettings } from '../../../src/shared/settings';
import type { Sender } from '../../../src/shared/sender';
import { SELF, STAMPS } from '../../support/extension-messages';

const NAME = 'protect:0f0e0d0c-1111-4222-8333-444455556666';
const request = { file: new Blob(['original'], { type: 'image/jpeg' }), name: 'a.jpg' };
const report = { outcome: 'protected', faces: [] as readonly FaceResult[] } as PhotoReport;
const done: JobEnd = { type: 'done', bytes: new Uint8Array([1, 2, 3]), report };

const settings: EngineSettings = {
  mode: 'nontargeted',
  target: 'photo',
  decoySeed: 7,
  strength: 'balanced',
  backend: 'wasm',
};
const face: EnrolledFace = {
  id: 'a',
  embeddings: new Map([['r', new Float32Array([1])]]),
  weights: new Map([['r', 'sha']]),
  picture: new Blob(),
};

function open(
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

describe('serveJob', () => {
  it('delivers the file in the type of the original, with its report', async () => {
    const { ask, last, said } = open(STAMPS.contentScript);
    ask(request);
    const message = await last;
    if (message.type !== 'done') throw new Error(message.type);
    expect(message.blob.type).toBe('image/jpeg');
    expect(new Uint8Array(await message.blob.arrayBuffer())).toEqual(done.bytes);
    expect(message.report).toEqual(report);
    expect(said[0]).toEqual({ type: 'progress', progress: { kind: 'started' } });
  });

  it.each([
    [
      'the options of a content script',
      STAMPS.contentScript,
      NAME,
      { ...request, options: {} },
      'forbidden',
    ],
    ['another extension', STAMPS.foreign, NAME, request, 'forbidden'],
    ['a port that is not named after a job', STAMPS.studio, 'protect:1', request, 'bad-request'],
    ['what is no job', STAMPS.studio, NAME, { file: 'a.jpg' }, 'bad-request'],
    ['unknown options', STAMPS.studio, NAME, { ...request, options: { k: 9 } }, 'bad-request'],
  ])('refuses %s', async (_, sender, name, message, code) => {
    const { ask, last, signals } = open(sender, name);
    ask(message);
    expect(await last).toMatchObject({ type: 'failed', code });
    expect(signals).toEqual([]);
  });

  it.each([
    [
      'a content script: the settings, and ten minutes',
      STAMPS.contentScript,
      undefined,
      { ...settings, timeoutMs: 600_000 },
    ],
    ['an extension page: the settings', STAMPS.studio, undefined, settings],
    [
      'an extension page: what it chooses goes before them, one by one',
      STAMPS.studio,
      { seed: 7, strength: 'strong' },
      { ...settings, seed: 7, strength: 'strong' },
    ],
  ])('runs on the terms of %s', async (_, sender, options, terms) => {
    const seen: unknown[] = [];
    const { ask, last } = open(sender, NAME, (job) => {
      seen.push(job.options);
      return Promise.resolve(done);
    });
    ask({ ...request, ...(options && { options }) });
    await last;
    expect(seen).toEqual([terms]);
  });

  it('refuses a content script as long as nobody told the settings', async () => {
    const { ask, last, signals } = open(STAMPS.contentScript, NAME, undefined, {
      settings: () => undefined,
    });
    ask(request);
    expect(await last).toMatchObject({ type: 'failed', code: 'engine-start' });
    expect(signals).toEqual([]);
  });

  const targeted = { settings: () => ({ ...settings, mode: 'targeted' }) as const };

  it('fails and works on nothing when the face of the settings is not stored', async () => {
    const { ask, last, signals } = open(STAMPS.contentScript, NAME, undefined, targeted);
    ask(request);
    expect(await last).toEqual({
      type: 'failed',
      code: 'target-missing',
      message: 'No face is stored',
    });
    expect(signals).toEqual([]);
  });

  it('gives the engine the stored face, and does not answer for another one', async () => {
    const shared = { ...targeted, results: new CachedRun(new ResultCache()) };
    const seen: unknown[] = [];
    const runs: number[] = [];
    for (const stored of [face, { ...face, id: 'b' }, face]) {
      const targets = new JobTargets(() => Promise.resolve(stored));
      const { ask, last, signals } = open(
        STAMPS.contentScript,
        NAME,
        ({ towards }) => {
          seen.push(towards);
          return Promise.resolve(done);
        },
        { ...shared, targets },
      );
      ask(request);
      await last;
      runs.push(signals.length);
    }
    expect(runs).toEqual([1, 1, 0]);
    expect(seen).toEqual([
      { kind: 'photo', face },
      { kind: 'photo', face: { ...face, id: 'b' } },
    ]);
  });

  it.each([
    ['done', STAMPS.contentScript, false],
    ['failed', STAMPS.contentScript, false],
    ['done', STAMPS.studio, true],
    ['failed', STAMPS.studio, true],
  ] as const)(
    'tells mode and target of a job that is %s to no content script',
    async (type, sender, isTold) => {
      const target = { after: 0.6, threshold: 0.55 };
      const seen = { id: 'r', before: 1, after: 0.2, threshold: 0.4 };
      const one = { protected: true, recognisers: [{ ...seen, target }] } as unknown as FaceResult;
      const full: PhotoReport = { ...report, mode: 'targeted', faces: [one] };
      const end: JobEnd =
        type === 'done'
          ? { ...done, report: full }
          : { type, code: 'budget-exceeded', message: 'No', report: full };
      const { ask, last } = open(sender, NAME, () => Promise.resolve(end));
      ask(request);
      const message = await last;
      if (message.type === 'progress') throw new Error('That is no end');
      if (isTold) expect(message.report).toEqual(full);
      else expect(message.report).toEqual({ ...report, faces: [{ ...one, recognisers: [seen] }] });
    },
  );

  it('answers the same photo without a place in the queue, and says that it is no new result', async () => {
    const shared = { results: new CachedRun(new ResultCache()), queue: new JobQueue() };
    const first = open(STAMPS.contentScript, NAME, undefined, shared);
    first.ask(request);
    await first.last;
    void shared.queue.run(
      () => new Promise(() => undefined),
      new AbortController().signal,
      () => 0,
    );
    const second = open(STAMPS.contentScript, NAME, undefined, shared);
    second.ask({ ...request, name: 'b.jpg' });
    const message = await second.last;
    if (message.type !== 'done') throw new Error(message.type);
    expect(message.report).toEqual({ ...report, cached: true });
    expect(new Uint8Array(await message.blob.arrayBuffer())).toEqual(done.bytes);
    expect(second.said).toHaveLength(1);
  });

  it('keeps nothing of a private window, and looks nothing up for it', async () => {
    const shared = { results: new CachedRun(new ResultCache()) };
    const inPrivate = { ...STAMPS.contentScript, tab: { id: 3, incognito: true } };
    const senders = [inPrivate, STAMPS.contentScript, inPrivate, STAMPS.contentScript];
    const runs: number[] = [];
    for (const sender of senders) {
      const { ask, last, signals } = open(sender, NAME, undefined, shared);
      ask(request);
      await last;
      runs.push(signals.length);
    }
    expect(runs).toEqual([1, 1, 1, 0]);
  });

  it('serves tabs in turn', async () => {
    const order: string[] = [];
    const shared = { queue: new JobQueue() };
    const gate = deferred<undefined>();
    const held = shared.queue.run(
      () => gate.promise,
      new AbortController().signal,
      () => 0,
      9,
    );
    const ends: Promise<unknown>[] = [];
    const inTab = { a: { id: 1 }, b: { id: 2 } };
    for (const name of ['a1', 'a2', 'a3', 'b1', 'b2']) {
      const tab = name.startsWith('a') ? inTab.a : inTab.b;
      const queued = deferred<undefined>();
      const { ask, last } = open(
        { ...STAMPS.contentScript, tab },
        NAME,
        (job) => {
          order.push(job.name);
          return Promise.resolve(done);
        },
        shared,
        queued.resolve,
      );
      ask({ file: new Blob([name]), name });
      ends.push(last);
      await queued.promise;
    }
    gate.resolve(undefined);
    await Promise.all([held, ...ends]);
    expect(order).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
  });

  it('leaves ports that are for others alone', () => {
    expect(open(STAMPS.studio, 'panel').isTaken()).toBe(false);
  });

  it('takes one job per port', async () => {
    const { ask, last, signals } = open(STAMPS.studio);
    ask(request);
    ask(request);
    await last;
    expect(signals).toHaveLength(1);
  });

  it('cancels the job when the port goes away, and says no more', async () => {
    const end = deferred<JobEnd>();
    const started = deferred<undefined>();
    const { ask, leave, said, signals } = open(STAMPS.studio, NAME, () => {
      started.resolve(undefined);
      return end.promise;
    });
    ask(request);
    await started.promise;
    leave();
    expect(signals[0]?.aborted).toBe(true);
    end.resolve(done);
    await new Promise((resolve) => setImmediate(resolve));
    expect(said.map(({ type }) => type)).toEqual(['progress']);
  });

  it('passes on a failure with its report, and turns an error into one', async () => {
    const failed: JobEnd = { type: 'failed', code: 'budget-exceeded', message: 'No', report };
    const told = open(STAMPS.studio, NAME, () => Promise.resolve(failed));
    told.ask(request);
    expect(await told.last).toEqual(failed);
    const thrown = open(STAMPS.studio, NAME, () => Promise.reject(new Error('boom')));
    thrown.ask(request);
    expect(await thrown.last).toEqual({ type: 'failed', code: 'internal', message: 'boom' });
  });
});
