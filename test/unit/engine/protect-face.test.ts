import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { ARCFACE_POINTS } from '../../../src/engine/align/five-points';
import type { ReferenceFace } from '../../../src/engine/criterion/measure-faces';
import type { Point } from '../../../src/engine/geometry/similarity';
import type { EngineModels } from '../../../src/engine/models/load-engine-models';
import { startFace } from '../../../src/engine/protect-face';
import type { ProtectOptions } from '../../../src/engine/protect-types';
import { startCpu } from '../../support/engine-cpu';
import { seededValues } from '../../support/engine-gradients';
import { drawPhoto } from '../../support/engine-photos';
import { smallRecogniser } from '../../support/small-recogniser';

beforeAll(startCpu);

/** Black first, where much is hidden (J = 20), then mid-grey (J = 3), along x or along y. */
const PHOTOS = {
  x: drawPhoto(320, 300, (x) => (x < 156 ? [0, 0, 0] : [127, 127, 127])),
  y: drawPhoto(320, 300, (_, y) => (y < 146 ? [0, 0, 0] : [127, 127, 127])),
};
const SIDE = 160;

const moved = ([x, y]: Point): Point => [x + 100, y + 90];
const [a, b, c, d, e] = ARCFACE_POINTS;
/** Its patch is 160 pixels a side at [76, 66]: the edges lie in its middle. */
const reference: ReferenceFace = {
  face: {
    box: [110, 110, 90, 90],
    points: [moved(a), moved(b), moved(c), moved(d), moved(e)],
    score: 1,
  },
  embeddings: [],
};
const unused = { run: () => [], dispose: () => undefined };
const models: EngineModels = {
  detector: unused,
  landmarker: unused,
  recognisers: [],
  decoys: { parts: [], size: 0, mean: new Float32Array(), components: new Float32Array() },
  dispose: () => undefined,
};
const host = { checkpoint: () => Promise.resolve() };
const options = (k: number, seed = 1): ProtectOptions => ({
  mode: 'nontargeted',
  jnd: 'chou-li',
  form: 'product',
  seed,
  k,
  maxSteps: 1,
});

/** Largest change between two columns or two rows of the patch, in levels. */
function largest(delta: Float32Array, axis: 'x' | 'y', from: number, to: number): number {
  const inside = delta.filter((_, i) => {
    const pixel = Math.floor(i / 3);
    const at = axis === 'x' ? pixel % SIDE : Math.floor(pixel / SIDE);
    return at >= from && at < to;
  });
  return Math.max(...inside.map(Math.abs)) * 255;
}

test.each(['x', 'y'] as const)(
  'the patch has the ceiling of what it shows, along %s',
  async (axis) => {
    const photo = PHOTOS[axis];
    const before = tf.memory().numTensors;
    // The noise of the start reaches 0.43 levels. J is 20 levels first and 3 then: 0.07 * J less the
    // level that is reserved for the encoder is 0.4, and nothing.
    const work = await startFace(photo, reference, 0, models, options(0.07), host);
    const delta = work.attack.read();
    // Black can only become brighter, which half of the noise does.
    expect(largest(delta, axis, 40, 74)).toBeCloseTo(0.4, 4);
    expect(largest(delta, axis, 86, SIDE)).toBe(0);
    const target = { ...photo, data: photo.data.slice() };
    work.paste(target, photo, 1);
    expect(target.data.findIndex((value, at) => value !== photo.data[at])).toBe(-1);
    work.dispose();
    expect(tf.memory().numTensors).toBe(before);
  },
);

test('faces of one photo start from different noise, the same face from the same', async () => {
  const start = async (index: number, seed: number): Promise<Float32Array> => {
    const work = await startFace(PHOTOS.x, reference, index, models, options(1, seed), host);
    const delta = work.attack.read();
    work.dispose();
    return delta;
  };
  const first = await start(0, 1);
  expect(await start(0, 1)).toEqual(first);
  expect(await start(1, 1)).not.toEqual(first);
  expect(await start(0, 2)).not.toEqual(first);
});

test('steps for transfer see the likeness from where the recogniser’s faces are, others do not', async () => {
  const recogniser = smallRecogniser(1);
  const known = { ...reference, embeddings: [new Float32Array(8).fill(8 ** -0.5)] };
  const start = async (transferSteps: number, decoys = models.decoys): Promise<void> => {
    const all = { ...models, recognisers: [recogniser], decoys };
    const chosen = { ...options(1), transferSteps };
    (await startFace(PHOTOS.x, known, 0, all, chosen, host)).dispose();
  };
  const part = { recogniser: recogniser.id, length: 8, weights: '' };
  const ofIt = { ...models.decoys, parts: [part], size: 8, mean: new Float32Array(8) };
  const before = tf.memory().numTensors;
  await start(0);
  await start(5, ofIt);
  await expect(start(5)).rejects.toMatchObject({ code: 'bad-model' });
  expect(tf.memory().numTensors).toBe(before);
  recogniser.dispose();
});

test('a decoy of the face’s own, by its weight, turns the change aside', async () => {
  const recogniser = smallRecogniser(1);
  const known = { ...reference, embeddings: [new Float32Array(8).fill(8 ** -0.5)] };
  const part = { recogniser: recogniser.id, length: 8, weights: '' };
  const components = seededValues(16, -1, 1, 5);
  const decoys = { parts: [part], size: 8, mean: new Float32Array(8), components };
  const all = { ...models, recognisers: [recogniser], decoys };
  const changed = async (decoyWeight?: number): Promise<Float32Array> => {
    const chosen = {
      ...options(1),
      transferSteps: 1,
      ...(decoyWeight !== undefined && { decoyWeight }),
    };
    const work = await startFace(PHOTOS.x, known, 0, all, chosen, host);
    await work.attack.step();
    const delta = work.attack.read();
    work.dispose();
    return delta;
  };
  const before = tf.memory().numTensors;
  const without = await changed();
  expect(await changed(0)).toEqual(without);
  const aside = await changed(0.7);
  expect(await changed(0.7)).toEqual(aside);
  expect(aside).not.toEqual(without);
  expect(await changed(7)).not.toEqual(aside);
  expect(tf.memory().numTensors).toBe(before);
  recogniser.dispose();
});
