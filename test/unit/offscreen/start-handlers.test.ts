import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Idle } from '../../../src/offscreen/page/idle';
import { startHandlers } from '../../../src/offscreen/page/start-handlers';
import { ENGINE_IDLE_MS } from '../../../src/shared/engine-idle';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('warms the engine, which is let go when nothing has come of it after a while', async () => {
  const log: string[] = [];
  const idle = new Idle(() => true, [{ afterMs: ENGINE_IDLE_MS, run: () => log.push('let go') }]);
  const { warm } = startHandlers({
    onActivity: () => idle.touch(),
    onSettings: () => undefined,
    onWarm: () => log.push('warmed'),
  });
  vi.advanceTimersByTime(ENGINE_IDLE_MS - 1);
  await warm.run(null, {});
  vi.advanceTimersByTime(ENGINE_IDLE_MS - 1);
  expect(log).toEqual(['warmed']);
  vi.advanceTimersByTime(1);
  expect(log).toEqual(['warmed', 'let go']);
  expect(warm.from).toEqual(['extension-page']);
});
