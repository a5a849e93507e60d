import { afterEach, describe, expect, it, vi } from 'vitest';
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

  it('gives two tabs their turns alternately, each in its own order', async () => {
    const queue = new JobQueue();
    const order: string[] = [];
    const last = new Map<string, number>();
    const add = (lane: number, name: string) =>
      queue.run(
        () => Promise.resolve(order.push(name)),
        never,
        (ahead) => last.set(name, ahead),
        lane,
      );
    const first = [1, 2, 3, 4].map((photo) => add(7, `a${photo}`));
    const second = [1, 2, 3].map((photo) => add(8, `b${photo}`));
    expect(Object.fromEntries(last)).toEqual({ b1: 1, a2: 2, b2: 3, a3: 4, b3: 5, a4: 6 });
    await Promise.all([...first, ...second]);
    expect(order).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'b3', 'a4']);
    expect(queue.isIdle).toBe(true);
  });

  it('takes the turns up where they were when a tab comes, goes and comes again', async () => {
    const queue = new JobQueue();
    const order: string[] = [];
    const gates = [deferred<undefined>(), deferred<undefined>(), deferred<undefined>()];
    const add = (lane: number, name: string, gate?: Promise<unknown>) =>
      queue.run(
        async () => {
          order.push(name);
          await gate;
        },
        never,
        ignore,
        lane,
      );
    const a1 = add(1, 'a1', gates[0]?.promise);
    const jobs = [add(1, 'a2', gates[2]?.promise), add(1, 'a3'), add(2, 'b1', gates[1]?.promise)];
    gates[0]?.resolve(undefined);
    await a1;
    // b1 runs; another tab comes to stand before it and behind the one that waited longer.
    jobs.push(add(3, 'c1'), add(2, 'b2'));
    gates[1]?.resolve(undefined);
    gates[2]?.resolve(undefined);
    await Promise.all(jobs);
    expect(order).toEqual(['a1', 'b1', 'a2', 'c1', 'b2', 'a3']);
  });

  describe('while a job waits', () => {
    afterEach(() => {
      vi.useRealTimers();
    });

    it('repeats its place every ten seconds, and not after', async () => {
      vi.useFakeTimers();
      const queue = new JobQueue();
      const gate = deferred<undefined>();
      const first = queue.run(() => gate.promise, never, ignore);
      const places: number[] = [];
      const second = queue.run(
        () => Promise.resolve(),
        never,
        (ahead) => places.push(ahead),
      );
      await vi.advanceTimersByTimeAsync(30_000);
      expect(places).toEqual([1, 1, 1, 1]);
      gate.resolve(undefined);
      await Promise.all([first, second]);
      expect(vi.getTimerCount()).toBe(0);
    });
  });
});
