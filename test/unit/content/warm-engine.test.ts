import { expect, it } from 'vitest';
import { engineWarmer } from '../../../src/content/warm-engine';
import { ENGINE_IDLE_MS } from '../../../src/shared/engine-idle';
import type { Transport } from '../../../src/shared/transport';

function warmer(answer: () => Promise<unknown>) {
  const sent: unknown[] = [];
  let nowMs = 0;
  const transport: Transport = {
    self: { id: 'ours', origin: 'chrome-extension://ours' },
    listen: () => undefined,
    send: (message) => {
      sent.push(message);
      return answer();
    },
  };
  const warm = engineWarmer(transport, () => nowMs);
  return {
    sent,
    warmAt: (ms: number): void => {
      nowMs = ms;
      warm();
    },
  };
}

it('tells of the first sign at once, and of those of the next half minute not', () => {
  const { sent, warmAt } = warmer(() => Promise.resolve({ ok: true, value: null }));
  warmAt(5);
  expect(sent).toEqual([{ to: 'background', method: 'warmEngine', request: null }]);
  for (let ms = 10; ms < 30_005; ms += 100) warmAt(ms);
  expect(sent).toHaveLength(1);
  warmAt(30_005);
  expect(sent).toHaveLength(2);
});

it('keeps the engine as long as signs come', () => {
  const times: number[] = [];
  let nowMs = 0;
  const { warmAt } = warmer(() => {
    times.push(nowMs);
    return Promise.resolve(null);
  });
  for (; nowMs < 600_000; nowMs += 25_000) warmAt(nowMs);
  const gaps = times.slice(1).map((ms, i) => ms - (times[i] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(ENGINE_IDLE_MS);
});

it('bears an extension that is gone', async () => {
  const { warmAt } = warmer(() => {
    throw new Error('Extension context invalidated.');
  });
  warmAt(0);
  // An unhandled rejection would fail this file.
  await new Promise((resolve) => setTimeout(resolve));
});
