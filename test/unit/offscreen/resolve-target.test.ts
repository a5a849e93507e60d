import { describe, expect, it } from 'vitest';
import { decoyOfPhoto, drawDecoy, seededRandom } from '../../../src/engine';
import type { EngineModels } from '../../../src/engine';
import { resolveTarget } from '../../../src/offscreen/worker/resolve-target';
import type { EnrolledFace } from '../../../src/offscreen/worker-protocol';
import { shippedDecoys } from '../../support/shipped-decoys';

const statistics = shippedDecoys();
const session = {
  models: () => Promise.resolve({ decoys: statistics } as EngineModels),
  weights: () =>
    Promise.resolve(
      new Map([
        ['faceres', 'sha 1'],
        ['dlib', 'sha 2'],
      ]),
    ),
};
const face: EnrolledFace = {
  id: 'a',
  embeddings: new Map([
    ['faceres', new Float32Array([1])],
    ['dlib', new Float32Array([1])],
  ]),
  weights: new Map([
    ['faceres', 'sha 1'],
    ['dlib', 'sha 2'],
  ]),
  picture: new Blob(),
};

describe('the embeddings that a job goes to', () => {
  it('are the decoy of the job’s own seed', async () => {
    const target = await resolveTarget({ kind: 'new-decoy' }, 5, session);
    expect(target).toEqual(decoyOfPhoto(statistics, 5));
  });

  it('are the decoy of the fixed seed, whatever the job’s', async () => {
    const towards = { kind: 'fixed-decoy', seed: 9 } as const;
    const expected = drawDecoy(statistics, seededRandom(9));
    expect(await resolveTarget(towards, 5, session)).toEqual(expected);
    expect(await resolveTarget(towards, 6, session)).toEqual(expected);
  });

  it('are those of the chosen face', async () => {
    expect(await resolveTarget({ kind: 'photo', face }, 5, session)).toBe(face.embeddings);
  });

  it.each([
    ['there is no target', undefined],
    [
      'a recogniser has changed since',
      { ...face, weights: new Map([...face.weights, ['dlib', 'sha 3']]) },
    ],
    ['a recogniser is new', { ...face, weights: new Map([['faceres', 'sha 1']]) }],
    [
      'an embedding is missing',
      { ...face, embeddings: new Map([['faceres', new Float32Array()]]) },
    ],
  ])('are refused when %s', async (_, stored) => {
    const towards = stored && ({ kind: 'photo', face: stored } as const);
    await expect(resolveTarget(towards, 5, session)).rejects.toMatchObject({
      code: 'target-missing',
    });
  });
});
