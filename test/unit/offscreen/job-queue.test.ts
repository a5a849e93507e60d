import { describe, expect, it } from 'vitest';
import { JobQueue } from '../../../src/offscreen/page/job-queue';
import { deferred } from '../../../src/shared/deferred';

const never = new AbortController().signal;
const ignore = () => undefined;

describe('JobQueue', () => {
  it('runs one at a time, in the order of arrival, past failures', async () => {
    const queue = new JobQueue();
    const gates = [deferred<undefined>(), deferred<undefined>(), deferred<undefined>()];
    const log: string[] = [];
    const jobs = gates.map((gate, index) =>
      queue.run(
        async () => {
          log.push(`start ${index}`);
          await gate.promise;
          log.push(`end ${index}`);
        },
        never,
        ignore,
      ),
    );
    expect(queue.isIdle).toBe(false);
    gates[2]?.resolve(undefined);
    gates[0]?.reject(new Error('boom'));
    await expect(jobs[0]).rejects.toThrow('boom');
    gates[1]?.resolve(undefined);
    await Promise.all(jobs.slice(1));
    expect(log).toEqual(['start 0', 'start 1', 'end 1', 'start 2', 'end 2']);
    expect(queue.isIdle).toBe(true);
  });

  it('tells those who wait how many are ahead, and when that changes', async () => {
    const queue = new JobQueue();
    const gate = deferred<undefined>();
    const places: string[] = [];
    const stop = new AbortController();
    const first = queue.run(() => gate.promise, never, ignore);
    const second = queue.run(
      () => Promise.resolve(),
      stop.signal,
      (ahead) => {
        places.push(`second ${ahead}`);
      },
    );
    const third = queue.run(
      () => Promise.resolve(),
      never,
      (ahead) => {
        places.push(`third ${ahead}`);
      },
    );
    const fourth = queue.run(
      () => Promise.resolve(),
      never,
      (ahead) => {
        places.push(`fourth ${ahead}`);
      },
    );
    stop.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    gate.resolve(undefined);
    await Promise.all([first, third, fourth]);
    expect(places).toEqual([
      ...['second 1', 'third 2', 'fourth 3'],
      ...['third 1', 'fourth 2'],
      'fourth 1',
    ]);
  });

  it('never starts a job that was cancelled while it waited or before', async () => {
    const queue = new JobQueue();
    const gate = deferred<undefined>();
    const stop = new AbortController();
    let isRun = false;
    const run = () => {
      isRun = true;
      return Promise.resolve();
    };
    const first = queue.run(() => gate.promise, never, ignore);
    const second = queue.run(run, stop.signal, ignore);
    stop.abort();
    gate.resolve(undefined);
    await first;
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    await expect(queue.run(run, AbortSignal.abort(), ignore)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(isRun).toBe(false);
    expect(queue.isIdle).toBe(true);
  });
});
