import { describe, expect, it } from 'vitest';
import type { PairAnswer, PairQuestion } from '../../../src/engine';
import type { FromRecogniser, ToRecogniser } from '../../../src/offscreen/recogniser-protocol';
import { spreadRecognisers } from '../../../src/offscreen/worker/recogniser-workers';

/** A worker's other end: what it was told, and a way to let it speak. */
class FakeWorker extends EventTarget {
  readonly told: ToRecogniser[] = [];
  isTerminated = false;

  postMessage(message: ToRecogniser): void {
    this.told.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  say(data: FromRecogniser): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  break(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}

const question: PairQuestion = {
  image: new Float32Array(12),
  side: 2,
  pair: { clean: new Float32Array([1, 0]) },
  augmentation: { scale: 1, shiftX: 0, shiftY: 0, angle: 0, platform: { kind: 'none' } },
};
const answer = (value: number): PairAnswer => ({ value, gradient: new Float32Array(12) });

function spread(ids: readonly string[], cores: number) {
  const workers: FakeWorker[] = [];
  const elsewhere = spreadRecognisers(
    { recognisers: ids.map((id) => ({ id })) } as unknown as Parameters<
      typeof spreadRecognisers
    >[0],
    cores,
    () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker as unknown as Worker;
    },
  );
  return { workers, elsewhere };
}

describe('spreading recognisers over cores', () => {
  it.each([
    { cores: 1, away: [] },
    { cores: 2, away: ['a'] },
    { cores: 3, away: ['a', 'b'] },
    { cores: 16, away: ['a', 'b'] },
  ])('on $cores cores $away go to workers, the last one never', ({ cores, away }) => {
    const { workers, elsewhere } = spread(['a', 'b', 'c'], cores);
    expect([...elsewhere.keys()]).toEqual(away);
    expect(workers.map(({ told }) => told)).toMatchObject(
      away.map((recogniser) => [{ type: 'start', recogniser }]),
    );
  });

  it('a single recogniser stays at home', () => {
    expect(spread(['a'], 8).elsewhere.size).toBe(0);
  });
});

describe('a recogniser elsewhere', () => {
  it('answers in the order of the questions', async () => {
    const { workers, elsewhere } = spread(['a', 'b'], 2);
    const ask = elsewhere.get('a');
    const first = ask?.(question);
    const second = ask?.({ ...question, side: 3 });
    expect(workers[0]?.told.slice(1)).toEqual([
      { type: 'ask', question },
      { type: 'ask', question: { ...question, side: 3 } },
    ]);
    workers[0]?.say({ type: 'answer', answer: answer(1) });
    workers[0]?.say({ type: 'answer', answer: answer(2) });
    expect((await first)?.value).toBe(1);
    expect((await second)?.value).toBe(2);
  });

  it('that fails rejects what waits and all that comes, and is ended', async () => {
    const { workers, elsewhere } = spread(['a', 'b'], 2);
    const ask = elsewhere.get('a');
    const waiting = [ask?.(question), ask?.(question)];
    workers[0]?.say({ type: 'failed', message: 'out of memory' });
    for (const one of waiting) await expect(one).rejects.toThrow('out of memory');
    expect(workers[0]?.isTerminated).toBe(true);
    await expect(ask?.(question)).rejects.toThrow('out of memory');
    // Nothing more is sent to a worker that is gone.
    expect(workers[0]?.told).toHaveLength(3);
  });

  it('whose script cannot be loaded rejects, too', async () => {
    const { workers, elsewhere } = spread(['a', 'b'], 2);
    const waiting = elsewhere.get('a')?.(question);
    workers[0]?.break('');
    await expect(waiting).rejects.toThrow('could not start');
  });
});
