import { describe, expect, it } from 'vitest';
import { resultKey } from '../../../src/offscreen/page/result-key';
import type { JobOptions, JobRequest } from '../../../src/shared/job';

const file = new Blob(['photo'], { type: 'image/jpeg' });
const options: JobOptions = { mode: 'nontargeted', strength: 'balanced', backend: 'auto' };
const key = (change: Partial<JobRequest>) => resultKey({ file, name: 'a.jpg', options, ...change });

describe('resultKey', () => {
  it('is the same for the same photo under another name and another time limit', async () => {
    const same = new Blob(['pho', 'to'], { type: 'image/jpeg' });
    const again = await key({ file: same, name: 'b.jpg', options: { ...options, timeoutMs: 5 } });
    expect(again).toBe(await key({}));
  });

  it.each<[string, Partial<JobRequest>]>([
    ['other bytes', { file: new Blob(['photO'], { type: 'image/jpeg' }) }],
    ['another type', { file: new Blob(['photo'], { type: 'image/png' }) }],
    ['another strength', { options: { ...options, strength: 'strong' } }],
    ['another backend', { options: { ...options, backend: 'wasm' } }],
    ['another form', { options: { ...options, form: 'paper' } }],
    ['another limit of steps', { options: { ...options, maxSteps: 3 } }],
  ])('is another for %s', async (_, change) => {
    expect(await key(change)).not.toBe(await key({}));
  });

  it('is none for a job with a seed of its own, not even for the seed 0', async () => {
    expect(await key({ options: { ...options, seed: 0 } })).toBeUndefined();
  });

  it('is none for a file too large to be held in memory twice', async () => {
    const large = new Blob([new Uint8Array(64 * 1024 * 1024 + 1)]);
    expect(await key({ file: large })).toBeUndefined();
  });
});
