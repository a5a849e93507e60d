import { describe, expect, it } from 'vitest';
import { ToldProgress } from '../../../src/offscreen/worker/told-progress';
import type { JobProgress } from '../../../src/shared/job';

describe('the progress of a job', () => {
  const found: JobProgress = { kind: 'found', boxes: [] };
  const verify: JobProgress = { kind: 'verify', round: 1 };

  it('is repeated when nothing was told for a second, and not before', () => {
    let nowMs = 1000;
    const told: JobProgress[] = [];
    const progress = new ToldProgress(
      (one) => told.push(one),
      () => nowMs,
    );
    const after = (ms: number): void => {
      nowMs += ms;
      progress.repeat();
    };
    after(60_000);
    expect(told).toEqual([]);
    progress.tell(found);
    after(999);
    expect(told).toEqual([found]);
    after(1);
    expect(told).toEqual([found, found]);
    after(999);
    progress.tell(verify);
    after(999);
    expect(told).toEqual([found, found, verify]);
    after(3000);
    expect(told).toEqual([found, found, verify, verify]);
  });
});
