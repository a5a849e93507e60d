import { describe, expect, it } from 'vitest';
import { resultKey } from '../../../src/offscreen/page/result-key';
import type { TermedJob } from '../../../src/offscreen/page/engine-host';
import type { EnrolledFace, Towards } from '../../../src/offscreen/worker-protocol';
import type { JobOptions } from '../../../src/shared/job';

const file = new Blob(['photo'], { type: 'image/jpeg' });
const options: JobOptions = { mode: 'nontargeted', strength: 'balanced', backend: 'auto' };
const key = (change: Partial<TermedJob>) => resultKey({ file, name: 'a.jpg', options, ...change });

describe('resultKey', () => {
  it('is the same for the same photo under another name and another time limit', async () => {
    const same = new Blob(['pho', 'to'], { type: 'image/jpeg' });
    const again = await key({ file: same, name: 'b.jpg', options: { ...options, timeoutMs: 5 } });
    expect(again).toBe(await key({}));
  });

  it.each<[string, Partial<TermedJob>]>([
    ['other bytes', { file: new Blob(['photO'], { type: 'image/jpeg' }) }],
    ['another type', { file: new Blob(['photo'], { type: 'image/png' }) }],
    ['another strength', { options: { ...options, strength: 'strong' } }],
    ['photos that are to part', { options: { ...options, unlinkable: true } }],
    ['another backend', { options: { ...options, backend: 'wasm' } }],
    ['another form', { options: { ...options, form: 'paper' } }],
    ['another limit of steps', { options: { ...options, maxSteps: 3 } }],
    ['another site', { options: { ...options, platforms: ['jpeg-92-1280'] } }],
    ['no look at a site', { options: { ...options, asDelivered: true } }],
    ['other steps for transfer', { options: { ...options, transferSteps: 3 } }],
    ['another mode', { options: { ...options, mode: 'targeted' } }],
    ['a target', { towards: { kind: 'new-decoy' } }],
  ])('is another for %s', async (_, change) => {
    expect(await key(change)).not.toBe(await key({}));
  });

  it('is another for each target', async () => {
    const face = (id: string): EnrolledFace => ({
      id,
      embeddings: new Map(),
      weights: new Map(),
      picture: new Blob(),
    });
    const targets: Towards[] = [
      { kind: 'new-decoy' },
      { kind: 'fixed-decoy', seed: 1 },
      { kind: 'fixed-decoy', seed: 2 },
      { kind: 'photo', face: face('a') },
      { kind: 'photo', face: face('b') },
    ];
    const keys = await Promise.all(targets.map((towards) => key({ towards })));
    expect(new Set(keys).size).toBe(targets.length);
    expect(await key({ towards: { kind: 'photo', face: face('a') } })).toBe(keys[3]);
  });

  it('is none for a job with a seed of its own, not even for the seed 0', async () => {
    expect(await key({ options: { ...options, seed: 0 } })).toBeUndefined();
  });

  it('is none for a file too large to be held in memory twice', async () => {
    const large = new Blob([new Uint8Array(64 * 1024 * 1024 + 1)]);
    expect(await key({ file: large })).toBeUndefined();
  });
});
