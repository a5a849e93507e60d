import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/engine/seeded-random';
import { ShownTime } from '../../../src/offscreen/page/time-left/shown-time';
import { StepCount } from '../../../src/offscreen/page/time-left/steps';

describe('the shown time', () => {
  it('falls at once', () => {
    const shown = new ShownTime();
    expect(shown.show(100, 0)).toBe(100);
    expect(shown.show(20.2, 1)).toBe(21);
  });

  it('grows by a quarter at most, then stays for a second, until it is right', () => {
    const shown = new ShownTime();
    shown.show(8, 0);
    const seen = [0, 500, 999, 1000, 1500, 2000, 3000, 4000].map((ms) => shown.show(20, 5000 + ms));
    expect(seen).toEqual([10, 10, 10, 12, 12, 15, 18, 20]);
  });

  it('gets from the least there is to any time', () => {
    const shown = new ShownTime();
    let seconds = shown.show(0, 0);
    expect(seconds).toBe(4);
    for (let ms = 1000; ms < 60_000; ms += 1000) seconds = shown.show(3000, ms);
    expect(seconds).toBe(3000);
  });

  it('never grows by more than a quarter, and is a number as it is read', () => {
    const random = seededRandom(1);
    const wrong: number[] = [];
    for (let trial = 0; trial < 200; trial++) {
      const shown = new ShownTime();
      let last = Infinity;
      let nowMs = 0;
      for (let i = 0; i < 100; i++) {
        nowMs += 4000 * random();
        const seconds = shown.show(10_000 * random() ** 4, nowMs);
        const isRead = seconds % (seconds < 60 ? 1 : seconds < 300 ? 10 : 60) === 0;
        if (seconds > 1.25 * last || !isRead) wrong.push(seconds);
        last = seconds;
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('the steps of a job', () => {
  const step = (face: number, count: number) =>
    ({ kind: 'step', face, faces: 2, step: count, steps: 192 }) as const;

  it('are as many as is usual for each face, and a few more for one that goes beyond', () => {
    const count = new StepCount(80);
    expect(count.steps(true)).toEqual({ done: 0, expected: 80 });
    count.onFaces(2);
    expect(count.steps(true)).toEqual({ done: 0, expected: 160 });
    count.onStep(step(1, 10));
    expect(count.steps(true)).toEqual({ done: 10, expected: 160 });
    count.onStep(step(1, 100));
    expect(count.steps(true)).toEqual({ done: 100, expected: 188 });
    count.onStep(step(1, 190));
    expect(count.steps(true)).toEqual({ done: 190, expected: 272 });
  });

  it('of faces in any order are what they took, where no further round is expected', () => {
    const count = new StepCount(80);
    count.onStep(step(2, 70));
    count.onStep(step(1, 60));
    count.onStep(step(2, 78));
    expect(count.steps(true)).toEqual({ done: 138, expected: 160 });
    expect(count.steps(false)).toEqual({ done: 138, expected: 138 });
  });
});
