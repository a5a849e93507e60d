import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HelperPool } from '../../../src/offscreen/worker/helper-pool';
import { fakePool } from '../../support/fake-helpers';

const tile = new Float32Array(12);

/** A task that is told from others by its number. */
const ask = (pool: HelperPool, number: number) => pool.do('detect', { tile, minimumScore: number });
const numbersOf = (tasks: readonly object[]): unknown[] =>
  tasks.map((task) => 'minimumScore' in task && task.minimumScore);
const faces = (score: number) => [{ box: [0, 0, 1, 1] as const, points: [], score }];

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a pool of helpers', () => {
  it('starts each with a lock of its own', () => {
    const { pool, helpers } = fakePool(3);
    expect(pool.size).toBe(3);
    const locks = helpers.map(({ told }) => (told[0]?.type === 'start' ? told[0].lock : ''));
    expect(new Set(locks).size).toBe(3);
    expect(locks).not.toContain('');
  });

  it('gives tasks to whichever is free, in their order, one at a time', async () => {
    const { pool, helpers } = fakePool(2);
    const answers = [1, 2, 3, 4, 5].map((number) => ask(pool, number));
    expect(helpers.map(({ tasks }) => numbersOf(tasks))).toEqual([[1], [2]]);
    helpers[1]?.did(faces(2));
    expect(helpers.map(({ tasks }) => numbersOf(tasks))).toEqual([[1], [2, 3]]);
    helpers[1]?.did(faces(3));
    helpers[0]?.did(faces(1));
    expect(helpers.map(({ tasks }) => numbersOf(tasks))).toEqual([
      [1, 5],
      [2, 3, 4],
    ]);
    helpers[0]?.did(faces(5));
    helpers[1]?.did(faces(4));
    const all = await Promise.all(answers);
    expect(all.map((one) => one[0]?.score)).toEqual([1, 2, 3, 4, 5]);
    // Free again.
    void ask(pool, 6);
    expect(numbersOf(helpers[0]?.tasks ?? [])).toEqual([1, 5, 6]);
  });

  it('sends what is given under its kind, and hands over what may be', () => {
    const { pool, helpers } = fakePool(1);
    void pool.do('detect', { tile, minimumScore: 0.5 }, [tile.buffer]);
    expect(helpers[0]?.tasks).toEqual([{ kind: 'detect', tile, minimumScore: 0.5 }]);
    expect(helpers[0]?.handedOver).toEqual([tile.buffer]);
  });
});

describe('a helper that fails', () => {
  it.each(['failed', 'error'] as const)('(%s) takes its task with it alone', async (how) => {
    const { pool, helpers } = fakePool(2);
    const [lost, kept, next] = [ask(pool, 1), ask(pool, 2), ask(pool, 3)];
    if (how === 'failed') helpers[0]?.say({ type: 'failed', message: 'out of memory' });
    else helpers[0]?.break('out of memory');
    await expect(lost).rejects.toThrow('out of memory');
    expect([helpers[0]?.isTerminated, helpers[1]?.isTerminated]).toEqual([true, false]);
    expect(pool.size).toBe(1);
    // The other one does what is left, and the lost one is told nothing more.
    helpers[1]?.did(faces(2));
    helpers[1]?.did(faces(3));
    expect((await kept)[0]?.score).toBe(2);
    expect((await next)[0]?.score).toBe(3);
    expect(numbersOf(helpers[0]?.tasks ?? [])).toEqual([1]);
  });

  it('whose script cannot be loaded fails too', async () => {
    const { pool, helpers } = fakePool(1);
    const waiting = ask(pool, 1);
    helpers[0]?.break('');
    await expect(waiting).rejects.toThrow('could not start');
  });

  it('while it is idle costs nothing', async () => {
    const { pool, helpers } = fakePool(2);
    helpers[0]?.say({ type: 'failed', message: 'no backend' });
    const answer = ask(pool, 1);
    helpers[1]?.did(faces(1));
    expect((await answer)[0]?.score).toBe(1);
  });

  it('and was the last rejects what waits and all that comes', async () => {
    const { pool, helpers } = fakePool(1);
    const [at, waiting] = [ask(pool, 1), ask(pool, 2)];
    helpers[0]?.say({ type: 'failed', message: 'gone' });
    await expect(at).rejects.toThrow('gone');
    await expect(waiting).rejects.toThrow('No helper left');
    await expect(ask(pool, 3)).rejects.toThrow('No helper left');
    expect(pool.size).toBe(0);
  });

  it('without a word is known by its lock, and never after it was ended', async () => {
    const asked: {
      readonly name: string;
      readonly signal: AbortSignal;
      readonly free: () => void;
    }[] = [];
    const request = (name: string, { signal }: { signal: AbortSignal }, free: () => void) => {
      asked.push({ name, signal, free });
      return new Promise(() => undefined);
    };
    vi.stubGlobal('navigator', { locks: { request } });
    const { pool, helpers } = fakePool(2);
    for (const helper of helpers) helper.say({ type: 'alive' });
    const [first] = helpers[0]?.told ?? [];
    expect(first).toMatchObject({ type: 'start', lock: asked[0]?.name });
    const lost = ask(pool, 1);
    asked[0]?.free();
    await expect(lost).rejects.toThrow('stopped by itself');
    expect(pool.size).toBe(1);
    helpers[1]?.say({ type: 'failed', message: 'gone' });
    expect(asked[1]?.signal.aborted).toBe(true);
  });
});
