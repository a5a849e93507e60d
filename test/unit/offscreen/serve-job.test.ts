import { describe, expect, it } from 'vitest';
import type { JobEnd } from '../../../src/offscreen/page/engine-host';
import { JobQueue } from '../../../src/offscreen/page/job-queue';
import { serveJob } from '../../../src/offscreen/page/serve-job';
import type { HostPort, JobRoom } from '../../../src/offscreen/page/serve-job';
import { deferred } from '../../../src/shared/deferred';
import type { JobMessage } from '../../../src/shared/job';
import type { PhotoReport } from '../../../src/shared/report';
import type { Sender } from '../../../src/shared/sender';
import { SELF, STAMPS } from '../../support/extension-messages';

const NAME = 'protect:0f0e0d0c-1111-4222-8333-444455556666';
const request = { file: new Blob(['original'], { type: 'image/jpeg' }), name: 'a.jpg' };
const report = { outcome: 'protected' } as PhotoReport;
const done: JobEnd = { type: 'done', bytes: new Uint8Array([1, 2, 3]), report };

function open(sender: Sender, name = NAME, run: JobRoom['run'] = () => Promise.resolve(done)) {
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
      if (message.type !== 'progress') last.resolve(message);
    },
    disconnect: () => undefined,
    onMessage: { addListener: (listener) => (onMessage = listener) },
    onDisconnect: { addListener: (listener) => (onGone = listener) },
  };
  serveJob(port, {
    self: SELF,
    queue: new JobQueue(),
    run: (job, signal, onProgress) => {
      signals.push(signal);
      return run(job, signal, onProgress);
    },
    onActivity: () => undefined,
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
    expect(message.report).toBe(report);
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

  it('takes options from an extension page', async () => {
    const seen: unknown[] = [];
    const { ask, last } = open(STAMPS.studio, NAME, ({ options }) => {
      seen.push(options);
      return Promise.resolve(done);
    });
    ask({ ...request, options: { seed: 7 } });
    await last;
    expect(seen).toEqual([{ seed: 7 }]);
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
