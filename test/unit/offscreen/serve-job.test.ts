import { describe, expect, it } from 'vitest';
import type { JobEnd } from '../../../src/offscreen/page/engine-host';
import { CachedRun } from '../../../src/offscreen/page/cached-run';
import { JobQueue } from '../../../src/offscreen/page/job-queue';
import { ResultCache } from '../../../src/offscreen/page/result-cache';
import { PLATFORM_IDS } from '../../../src/shared/platforms';
import { deferred } from '../../../src/shared/deferred';
import { STAMPS } from '../../support/extension-messages';
import { done, NAME, openJob as open, report, request, settings } from '../../support/job-port';

describe('serveJob', () => {
  it('delivers the file in the type of the original, with its report', async () => {
    const progress = { kind: 'started', work: { share: 0, secondsLeft: 30 } } as const;
    const { ask, last, said } = open(STAMPS.contentScript, NAME, (_, __, onProgress) => {
      onProgress(progress);
      return Promise.resolve(done);
    });
    ask(request);
    const message = await last;
    if (message.type !== 'done') throw new Error(message.type);
    expect(message.blob.type).toBe('image/jpeg');
    expect(new Uint8Array(await message.blob.arrayBuffer())).toEqual(done.bytes);
    expect(message.report).toEqual(report);
    expect(said[0]).toEqual({ type: 'progress', progress });
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
      'a content script: the settings, every platform, and ten minutes',
      STAMPS.contentScript,
      undefined,
      { ...settings, platforms: PLATFORM_IDS, timeoutMs: 600_000 },
    ],
    [
      'a content script of a known site: what that site does',
      { ...STAMPS.contentScript, origin: 'https://www.instagram.com' },
      undefined,
      { ...settings, platforms: ['jpeg-80-1080'], timeoutMs: 600_000 },
    ],
    [
      'a sandboxed frame: every platform',
      STAMPS.sandboxedFrame,
      undefined,
      { ...settings, platforms: PLATFORM_IDS, timeoutMs: 600_000 },
    ],
    [
      'an extension page: the settings, and every platform',
      STAMPS.studio,
      undefined,
      { ...settings, platforms: PLATFORM_IDS },
    ],
    [
      'an extension page: what it chooses goes before them, one by one',
      STAMPS.studio,
      { seed: 7, strength: 'strong', platforms: ['webp-85-2048'] },
      { ...settings, seed: 7, strength: 'strong', platforms: ['webp-85-2048'] },
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

  it.each([
    ['content script', STAMPS.contentScript, 'invisible', 1, 'balanced'],
    ['content script', STAMPS.contentScript, 'balanced', 2, 'strong'],
    ['content script', STAMPS.contentScript, 'strong', 0, 'strong'],
    ['extension page', STAMPS.studio, 'invisible', 2, 'strong'],
  ] as const)('lets a %s ask for more strength', async (_, sender, strength, stronger, got) => {
    const seen: unknown[] = [];
    const { ask, last } = open(
      sender,
      NAME,
      (job) => {
        seen.push(job.options?.strength);
        return Promise.resolve(done);
      },
      { settings: () => ({ ...settings, strength }) },
    );
    ask({ ...request, stronger });
    await last;
    expect(seen).toEqual([got]);
  });

  it.each([
    ['what was changed, for its tab', { id: 7 }, 'protected', 1],
    ['nothing without a tab', undefined, 'protected', 0],
    ['nothing where no face was found', { id: 7 }, 'no-face', 0],
  ] as const)('keeps to compare: %s', async (_, inTab, outcome, count) => {
    const kept: unknown[][] = [];
    const { ask, last } = open(
      { ...STAMPS.contentScript, tab: inTab },
      NAME,
      () => Promise.resolve({ ...done, report: { ...report, outcome } }),
      { keep: (...all) => kept.push(all) },
    );
    ask(request);
    const message = await last;
    if (message.type !== 'done') throw new Error(message.type);
    const { mode, strength } = settings;
    const owner = { jobId: NAME.slice('protect:'.length), tabId: 7 };
    const { file: before, name } = request;
    const pictures = { name, before, after: message.blob, report, terms: { mode, strength } };
    expect(kept).toEqual([[owner, pictures]].slice(0, count));
  });

  it('refuses a content script as long as nobody told the settings', async () => {
    const { ask, last, signals } = open(STAMPS.contentScript, NAME, undefined, {
      settings: () => undefined,
    });
    ask(request);
    expect(await last).toMatchObject({ type: 'failed', code: 'engine-start' });
    expect(signals).toEqual([]);
  });

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
    const { ask, leave, said, signals } = open(STAMPS.studio, NAME, (_, __, onProgress) => {
      onProgress({ kind: 'started' });
      started.resolve(undefined);
      return end.promise.finally(() => {
        onProgress({ kind: 'verify', round: 1 });
      });
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
