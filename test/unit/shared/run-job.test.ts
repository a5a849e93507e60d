import { afterEach, describe, expect, it, vi } from 'vitest';
import { UnnoticedError } from '../../../src/shared/errors';
import type { JobMessage } from '../../../src/shared/job';
import { readJobId } from '../../../src/shared/job-guards';
import { runJob } from '../../../src/shared/run-job';
import type { JobPort } from '../../../src/shared/run-job';

const request = { file: new Blob(['x']), name: 'a.jpg' };

function fakeRoute() {
  const log: string[] = [];
  const names: string[] = [];
  let onMessage: (message: unknown) => void = () => undefined;
  let onGone: () => void = () => undefined;
  const port: JobPort = {
    postMessage: () => log.push('posted'),
    disconnect: () => log.push('disconnected'),
    onMessage: { addListener: (listener) => (onMessage = listener) },
    onDisconnect: { addListener: (listener) => (onGone = listener) },
  };
  return {
    log,
    names,
    port,
    say: (message: JobMessage) => {
      onMessage(message);
    },
    vanish: () => {
      onGone();
    },
    route: {
      ensureEngine: () => Promise.resolve(log.push('ensured')),
      connect: (name: string) => {
        names.push(name);
        log.push(readJobId(name) === undefined ? `bad name ${name}` : 'connected');
        return port;
      },
    },
  };
}

/** Until the job has posted its request. */
const posted = () => new Promise((resolve) => setImmediate(resolve));

afterEach(() => {
  vi.useRealTimers();
});

describe('runJob', () => {
  it('makes sure of the engine, then connects, and gives what was delivered', async () => {
    const { route, say, log, names } = fakeRoute();
    const seen: string[] = [];
    const job = runJob(route, request, { onProgress: ({ kind }) => seen.push(kind) });
    await posted();
    say({ type: 'progress', progress: { kind: 'started' } });
    const report = { outcome: 'no-face' } as Extract<JobMessage, { type: 'done' }>['report'];
    say({ type: 'done', blob: request.file, report });
    const { id, ...result } = await job;
    expect(result).toEqual({ blob: request.file, report });
    expect(names.map(readJobId)).toEqual([id]);
    expect(seen).toEqual(['started']);
    expect(log).toEqual(['ensured', 'connected', 'posted', 'disconnected']);
  });

  it('rejects with the code of a failure', async () => {
    const { route, say } = fakeRoute();
    const job = runJob(route, request);
    await posted();
    say({ type: 'failed', code: 'animated', message: 'It moves' });
    await expect(job).rejects.toMatchObject({ code: 'animated', message: 'It moves' });
  });

  it('rejects with engine-lost when the host goes away', async () => {
    const { route, vanish } = fakeRoute();
    const job = runJob(route, request);
    await posted();
    vanish();
    await expect(job).rejects.toMatchObject({ code: 'engine-lost' });
  });

  it('rejects with extension-updated when the extension turns out to be gone', async () => {
    vi.useFakeTimers();
    const { route, port, vanish } = fakeRoute();
    let isGone = false;
    const job = runJob({ ...route, isOrphaned: () => isGone }, request);
    const end = expect(job).rejects.toMatchObject({ code: 'extension-updated' });
    await vi.advanceTimersByTimeAsync(0);
    // The port closes first; only some 20 ms later does the extension show to be gone.
    vanish();
    await vi.advanceTimersByTimeAsync(100);
    isGone = true;
    port.disconnect = () => {
      throw new Error('Extension context invalidated.');
    };
    await vi.advanceTimersByTimeAsync(400);
    await end;
  });

  it('rejects with extension-updated when it cannot even connect for that', async () => {
    const { route } = fakeRoute();
    const connect = () => {
      throw new Error('Extension context invalidated.');
    };
    const job = runJob({ ...route, connect, isOrphaned: () => true }, request);
    await expect(job).rejects.toMatchObject({ code: 'extension-updated' });
  });

  it('passes on why there is no engine', async () => {
    const { route, log } = fakeRoute();
    const why = new UnnoticedError('engine-start', 'It would not start');
    const job = runJob({ ...route, ensureEngine: () => Promise.reject(why) }, request);
    await expect(job).rejects.toBe(why);
    expect(log).toEqual([]);
  });

  it('closes the port when it is aborted', async () => {
    const { route, log } = fakeRoute();
    const stop = new AbortController();
    const job = runJob(route, request, { signal: stop.signal });
    await posted();
    stop.abort();
    await expect(job).rejects.toMatchObject({ code: 'cancelled' });
    expect(log.at(-1)).toBe('disconnected');
  });

  it('never connects when it is aborted before', async () => {
    const { route, log } = fakeRoute();
    await expect(runJob(route, request, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(log).toEqual([]);
  });
});

describe('a host that says nothing', () => {
  const turns = () => vi.advanceTimersByTimeAsync(0);
  const queued: JobMessage = { type: 'progress', progress: { kind: 'queued', ahead: 1 } };

  it('is lost, and is told to stop, once it was silent for long', async () => {
    vi.useFakeTimers();
    const { route, say, log } = fakeRoute();
    const job = runJob(route, request, { silenceMs: 1000 });
    const end = expect(job).rejects.toMatchObject({ code: 'engine-lost' });
    await turns();
    for (let seconds = 0; seconds < 10; seconds += 1) {
      await vi.advanceTimersByTimeAsync(1000);
      say(queued);
    }
    expect(log).not.toContain('disconnected');
    await vi.advanceTimersByTimeAsync(1000);
    expect(log).not.toContain('disconnected');
    await vi.advanceTimersByTimeAsync(250);
    await end;
    expect(log.at(-1)).toBe('disconnected');
  });

  it('is lost when it does not even get ready', async () => {
    vi.useFakeTimers();
    const { route, log } = fakeRoute();
    const never = new Promise<never>(() => undefined);
    const job = runJob({ ...route, ensureEngine: () => never }, request);
    const end = expect(job).rejects.toMatchObject({ code: 'engine-lost' });
    await vi.advanceTimersByTimeAsync(75_000);
    await end;
    expect(log).toEqual([]);
  });

  it('leaves no timer behind', async () => {
    vi.useFakeTimers();
    const { route, say } = fakeRoute();
    const job = runJob(route, request);
    await turns();
    say({ type: 'failed', code: 'animated', message: 'It moves' });
    await expect(job).rejects.toMatchObject({ code: 'animated' });
    expect(vi.getTimerCount()).toBe(0);
  });
});
