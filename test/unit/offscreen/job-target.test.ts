import { describe, expect, it } from 'vitest';
import { JobTargets } from '../../../src/offscreen/page/job-target';
import type { EnrolledFace } from '../../../src/offscreen/worker-protocol';

const face: EnrolledFace = {
  id: 'a',
  embeddings: new Map(),
  weights: new Map(),
  picture: new Blob(),
};
const withFace = () => new JobTargets(() => Promise.resolve(face));
const without = () => new JobTargets(() => Promise.resolve(undefined));

describe('what a job goes to', () => {
  it.each([
    ['nothing in mode nontargeted', { mode: 'nontargeted', target: 'photo' }, undefined],
    ['nothing where no mode is named', { target: 'photo' }, undefined],
    ['a new decoy by default', { mode: 'targeted' }, { kind: 'new-decoy' }],
    ['a new decoy', { mode: 'targeted', target: 'new-decoy' }, { kind: 'new-decoy' }],
    [
      'the decoy of the seed, also of 0',
      { mode: 'targeted', target: 'fixed-decoy', decoySeed: 0 },
      { kind: 'fixed-decoy', seed: 0 },
    ],
    ['the stored face', { mode: 'targeted', target: 'photo' }, { kind: 'photo', face }],
  ] as const)('is %s', async (_, options, expected) => {
    expect(await withFace().of(options)).toEqual(expected);
  });

  it.each([
    ['the face', { mode: 'targeted', target: 'photo' }],
    ['the seed', { mode: 'targeted', target: 'fixed-decoy', decoySeed: null }],
    ['the seed', { mode: 'targeted', target: 'fixed-decoy' }],
  ] as const)('is a failure when %s is missing', async (_, options) => {
    await expect(without().of(options)).rejects.toMatchObject({ code: 'target-missing' });
  });

  it('is a failure when the database gives out', async () => {
    const broken = new JobTargets(() => Promise.reject(new Error('Disk')));
    await expect(broken.of({ mode: 'targeted', target: 'photo' })).rejects.toThrow('Disk');
  });

  it('is found in the order of the jobs, however long the database takes', async () => {
    const slow = new JobTargets(
      () =>
        new Promise((resolve) => {
          setImmediate(() => {
            resolve(face);
          });
        }),
    );
    const order: number[] = [];
    await Promise.all([
      slow.of({ mode: 'targeted', target: 'photo' }).then(() => order.push(1)),
      slow.of({ mode: 'nontargeted' }).then(() => order.push(2)),
    ]);
    expect(order).toEqual([1, 2]);
  });
});
