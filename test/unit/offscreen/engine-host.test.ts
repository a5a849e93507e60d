import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineHost } from '../../../src/offscreen/page/engine-host';
import { Paces } from '../../../src/offscreen/page/time-left/paces';
import type { FromWorker } from '../../../src/offscreen/worker-protocol';
import type { JobProgress } from '../../../src/shared/job';
import type { PhotoReport } from '../../../src/shared/report';
import { FakeWorker } from '../../support/fake-engine-worker';

const request = { file: new Blob(['x']), name: 'a.jpg' };
const report = { outcome: 'protected', backend: 'wasm' } as PhotoReport;
const done: FromWorker = { type: 'done', bytes: new Uint8Array([1]), report };
const never = new AbortController().signal;
const ignore = () => undefined;

let workers: FakeWorker[];
let locks: Map<string, () => void>;
let host: EngineHost;

beforeEach(() => {
  workers = [];
  locks = new Map();
  vi.stubGlobal('navigator', {
    locks: {
      request: (name: string, _options: unknown, run: () => void) => {
        locks.set(name, run);
        return Promise.resolve();
      },
    },
  });
  host = new EngineHost(
    () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker as unknown as Worker;
    },
    new Paces(),
    { cancelGraceMs: 20, timeoutMs: 10_000 },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function worker(index = 0): FakeWorker {
  const found = workers[index];
  if (found === undefined) throw new Error(`There is no worker ${index}`);
  return found;
}
const types = (index = 0) => worker(index).heard.map(({ type }) => type);
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('EngineHost', () => {
  it('keeps one worker for job after job, and draws a seed for each', async () => {
    const first = host.run(request, never, ignore);
    worker().say(done);
    expect(await first).toBe(done);
    const second = host.run({ ...request, options: { seed: 7 } }, never, ignore);
    worker().say(done);
    await second;
    expect(workers).toHaveLength(1);
    expect(types()).toEqual(['start', 'run', 'run']);
    const seeds = worker().heard.map((message) => message.type === 'run' && message.order.seed);
    expect(seeds[1]).toSatisfy((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32);
    expect(seeds[2]).toBe(7);
  });

  it('asks the worker to stop, and keeps one that does', async () => {
    const stop = new AbortController();
    const job = host.run(request, stop.signal, ignore);
    stop.abort();
    expect(types()).toEqual(['start', 'run', 'cancel']);
    worker().say({ type: 'failed', code: 'cancelled', message: 'Cancelled' });
    await expect(job).rejects.toMatchObject({ code: 'cancelled' });
    expect(worker().isTerminated).toBe(false);
  });

  it('ends a worker that does not stop', async () => {
    const stop = new AbortController();
    const job = host.run(request, stop.signal, ignore);
    stop.abort();
    await expect(job).rejects.toMatchObject({ code: 'cancelled' });
    expect(worker().isTerminated).toBe(true);
  });

  it('delivers nothing from a worker that finished after it was told to stop', async () => {
    const stop = new AbortController();
    const job = host.run(request, stop.signal, ignore);
    stop.abort();
    worker().say(done);
    await expect(job).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('waits for a job that gets on, however long it takes, and not for one that stands still', async () => {
    vi.useFakeTimers();
    const seen: unknown[] = [];
    const options = { timeoutMs: 1000 };
    const job = host.run({ ...request, options }, never, (progress) => seen.push(progress));
    const refused = expect(job).rejects.toMatchObject({ code: 'timeout' });
    const step: FromWorker = { type: 'progress', progress: { kind: 'verify', round: 1 } };
    for (let i = 0; i < 5; i++) {
      await vi.advanceTimersByTimeAsync(999);
      worker().say(step);
    }
    // It says that it has started, too.
    expect(seen).toHaveLength(6);
    expect(types()).toEqual(['start', 'run']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(types()).toEqual(['start', 'run', 'cancel']);
    await vi.advanceTimersByTimeAsync(20);
    await refused;
  });

  it('says at once how long a job may take, and with all that follows', async () => {
    const seen: JobProgress[] = [];
    const job = host.run(request, never, (progress) => seen.push(progress));
    expect(seen).toMatchObject([{ kind: 'started' }]);
    worker().say({ type: 'phase', phase: 'decode' });
    worker().say({ type: 'progress', progress: { kind: 'decoded', width: 900, height: 600 } });
    worker().say(done);
    await job;
    expect(seen.map(({ kind }) => kind)).toEqual(['started', 'decoded']);
    for (const { work } of seen) expect(work?.secondsLeft).toBeGreaterThanOrEqual(4);
  });

  it('says timeout when a job takes too long', async () => {
    const job = host.run({ ...request, options: { timeoutMs: 5 } }, never, ignore);
    await expect(job).rejects.toMatchObject({ code: 'timeout' });
    expect(types()).toEqual(['start', 'run', 'cancel']);
  });

  it('starts no work for a job that is cancelled already', async () => {
    await expect(host.run(request, AbortSignal.abort(), ignore)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(workers.flatMap(({ heard }) => heard.filter(({ type }) => type === 'run'))).toEqual([]);
  });

  it('says engine-lost when the worker dies, and starts a fresh one for the next job', async () => {
    const job = host.run(request, never, ignore);
    worker().say({ type: 'alive' });
    locks.get(worker().lock)?.();
    await expect(job).rejects.toMatchObject({ code: 'engine-lost' });
    const next = host.run(request, never, ignore);
    worker(1).say(done);
    expect(await next).toBe(done);
  });

  it('says engine-lost when the worker cannot be loaded', async () => {
    const job = host.run(request, never, ignore);
    worker().dispatchEvent(new Event('error'));
    await expect(job).rejects.toMatchObject({ code: 'engine-lost' });
  });

  it('notices a worker that died between two jobs', async () => {
    const first = host.run(request, never, ignore);
    worker().say({ type: 'alive' });
    worker().say(done);
    await first;
    locks.get(worker().lock)?.();
    const next = host.run(request, never, ignore);
    worker(1).say(done);
    expect(await next).toBe(done);
  });

  it('replaces a lost backend once, in a clean worker, and says so', async () => {
    const job = host.run(request, never, ignore);
    worker().say({ type: 'backend-lost', backend: 'webgl', message: 'Lost' });
    await settled();
    expect(worker().isTerminated).toBe(true);
    expect(worker(1).heard[0]).toMatchObject({ backend: { wish: 'auto', without: ['webgl'] } });
    worker(1).say(done);
    expect(await job).toMatchObject({ report: { backend: 'wasm', backendsLost: ['webgl'] } });
  });

  it.each(['wasm', 'webgl'] as const)('fails when %s is lost after it', async (backend) => {
    const job = host.run(request, never, ignore);
    worker().say({ type: 'backend-lost', backend: 'webgl', message: 'Lost' });
    await settled();
    worker(1).say({ type: 'backend-lost', backend, message: 'Full' });
    await expect(job).rejects.toMatchObject({ code: 'backend-lost' });
    expect(workers).toHaveLength(2);
  });

  it('does not replace a backend that was asked for by name', async () => {
    const job = host.run({ ...request, options: { backend: 'webgl' } }, never, ignore);
    worker().say({ type: 'backend-lost', backend: 'webgl', message: 'Lost' });
    await expect(job).rejects.toMatchObject({ code: 'backend-lost' });
    expect(workers).toHaveLength(1);
  });

  it('tells the worker what a job goes to, and not how that was said', async () => {
    const towards = { kind: 'fixed-decoy', seed: 3 } as const;
    const options = { mode: 'targeted', target: 'fixed-decoy', decoySeed: 3, seed: 7 } as const;
    const job = host.run({ ...request, options, towards }, never, ignore);
    worker().say(done);
    await job;
    expect(worker().heard[1]).toMatchObject({ order: { mode: 'targeted', seed: 7, towards } });
    expect(Object.keys((worker().heard[1] as { order: object }).order).sort()).toEqual([
      'mode',
      'seed',
      'towards',
    ]);
  });

  const enrolled: FromWorker = {
    type: 'enrolled',
    found: { width: 1, height: 1, boxes: [], face: null },
  };

  it('looks for a face on the same worker as jobs', async () => {
    const job = host.run(request, never, ignore);
    worker().say(done);
    await job;
    const search = host.enrol(request.file, 2, 'auto');
    expect(worker().heard[2]).toEqual({ type: 'enrol', file: request.file, face: 2 });
    worker().say(enrolled);
    expect(await search).toBe(enrolled.found);
    expect(workers).toHaveLength(1);
  });

  it('says why no face was found, and looks on when a backend was lost', async () => {
    const failed = host.enrol(request.file, null, 'auto');
    worker().say({ type: 'failed', code: 'target-no-face', message: 'None' });
    await expect(failed).rejects.toMatchObject({ code: 'target-no-face' });
    const search = host.enrol(request.file, null, 'auto');
    worker().say({ type: 'backend-lost', backend: 'webgl', message: 'Lost' });
    await settled();
    worker(1).say(enrolled);
    expect(await search).toBe(enrolled.found);
  });

  it('has a picture made on that worker, or says why there is none', async () => {
    const look = { picture: new Blob(['map']), region: [0, 0, 9, 9], most: 5 } as const;
    const wish = { kind: 'photo' } as const;
    const made = host.look(request.file, wish, 'auto');
    expect(worker().heard[1]).toEqual({ type: 'look', file: request.file, wish });
    worker().say({ type: 'looked', look });
    expect(await made).toBe(look);
    const failed = host.look(request.file, wish, 'auto');
    worker().say({ type: 'failed', code: 'corrupt-file', message: 'Damaged' });
    await expect(failed).rejects.toMatchObject({ code: 'corrupt-file' });
  });

  it('warms a worker that there is, or starts one, and the next job goes on there', async () => {
    host.warm('auto');
    expect(types()).toEqual(['start', 'warm']);
    host.warm('auto');
    const job = host.run(request, never, ignore);
    expect(types()).toEqual(['start', 'warm', 'warm', 'run']);
    // Told late: it is no answer to the job.
    worker().say({ type: 'warmed', backend: 'wasm', stepSeconds: 0.2 });
    worker().say(done);
    expect(await job).toBe(done);
    expect(workers).toHaveLength(1);
  });

  it('leaves a worker alone that works, also one of another backend', async () => {
    const job = host.run({ ...request, options: { backend: 'webgl' } }, never, ignore);
    host.warm('wasm');
    expect(types()).toEqual(['start', 'run']);
    worker().say(done);
    await job;
    expect(workers).toHaveLength(1);
    host.warm('wasm');
    expect(worker().isTerminated).toBe(true);
    expect(types(1)).toEqual(['start', 'warm']);
  });

  it('warms a fresh worker in place of one that died', () => {
    host.warm('auto');
    worker().dispatchEvent(new Event('error'));
    host.warm('auto');
    expect(types(1)).toEqual(['start', 'warm']);
  });

  it('changes the worker for another backend', async () => {
    const first = host.run(request, never, ignore);
    worker().say(done);
    await first;
    const second = host.run({ ...request, options: { backend: 'wasm' } }, never, ignore);
    expect(worker().isTerminated).toBe(true);
    worker(1).say(done);
    await second;
  });

  it('frees the worker when it is released', async () => {
    const job = host.run(request, never, ignore);
    worker().say(done);
    await job;
    host.release();
    expect(worker().isTerminated).toBe(true);
  });
});
