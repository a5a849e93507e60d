import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Idle } from '../../../src/offscreen/page/idle';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('runs each stage once its time has passed without activity, and not during a job', () => {
  const log: string[] = [];
  let isIdle = true;
  const idle = new Idle(
    () => isIdle,
    [
      { afterMs: 60_000, run: () => log.push('free') },
      { afterMs: 300_000, run: () => log.push('close') },
    ],
  );
  vi.advanceTimersByTime(59_000);
  idle.touch();
  vi.advanceTimersByTime(59_000);
  expect(log).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(log).toEqual(['free']);
  idle.touch();
  isIdle = false;
  vi.advanceTimersByTime(400_000);
  expect(log).toEqual(['free']);
  isIdle = true;
  idle.touch();
  vi.advanceTimersByTime(300_000);
  expect(log).toEqual(['free', 'free', 'close']);
});
