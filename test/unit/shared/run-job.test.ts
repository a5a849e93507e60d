import { describe, expect, it } from 'vitest';
import type { JobMessage } from '../../../src/shared/job';
import { readJobId } from '../../../src/shared/job-guards';
import { runJob } from '../../../src/shared/run-job';
import type { JobPort } from '../../../src/shared/run-job';

const request = { file: new Blob(['x']), name: 'a.jpg' };

function fakeRoute() {
  const log: string[] = [];
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
    say: (message: JobMessage) => {
      onMessage(message);
    },
    vanish: () => {
      onGone();
    },
    route: {
      ensureEngine: () => Promise.resolve(log.push('ensured')),
      connect: (name: string) => {
        log.push(readJobId(name) === undefined ? `bad name ${name}` : 'connected');
        return port;
      },
    },
  };
}

/** Until the job has posted its request. */
const posted = () => new Promise((resolve) => setImmediate(resolve));

describe('runJob', () => {
  it('makes sure of the engine, then connects, and gives what was delivered', async () => {
    const { route, say, log } = fakeRoute();
    const seen: string[] = [];
    const job = runJob(route, request, { onProgress: ({ kind }) => seen.push(kind) });
    await posted();
    say({ type: 'progress', progress: { kind: 'started' } });
    const report = { outcome: 'no-face' } as Extract<JobMessage, { type: 'done' }>['report'];
    say({ type: 'done', blob: request.file, report });
    expect(await job).toEqual({ blob: request.file, report });
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
