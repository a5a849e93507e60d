import { createPhotoPyramid } from '../../../src/engine/geometry/photo-pyramid';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { ARCFACE_POINTS } from '../../../src/engine/align/five-points';
import { runFacemesh } from '../../../src/engine/align/facemesh';
import { findFaces } from '../../../src/engine/detect/detect-faces';
import type { FrozenNetwork } from '../../../src/engine/network/frozen-network';
import { checkOutput } from '../../../src/engine/network/sound-output';
import { embedFace } from '../../../src/engine/recognise/embed-face';
import { startCpu } from '../../support/engine-cpu';
import { drawPhoto } from '../../support/engine-photos';
import { smallRecogniser } from '../../support/small-recogniser';

beforeAll(startCpu);
let before: number;
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

const photo = drawPhoto(160, 160, (x, y) => [x, y, 90]);
const giving = (...outputs: (() => Tensor)[]): FrozenNetwork => ({
  run: () => outputs.map((make) => make()),
  dispose: () => undefined,
});
/** What a graphics driver gave that failed without a word. */
const BROKEN: readonly (readonly [string, (shape: number[]) => Tensor])[] = [
  ['no number', (shape) => tf.fill(shape, NaN)],
  ['nothing but zeros', (shape) => tf.zeros(shape)],
];

test.each<[string, number[]]>([
  ['no number', [1, NaN, 2]],
  ['infinity', [1, Infinity]],
  ['the same everywhere', [3, 3, 3]],
])('an answer of %s is none', (_, values) => {
  expect(() => {
    checkOutput(values, 'it');
  }).toThrow(expect.objectContaining({ code: 'non-finite' }));
});

test('one number alone, and different ones, are an answer', () => {
  checkOutput([0], 'it');
  checkOutput([0, 0, 1e-6], 'it');
});

test.each(BROKEN)('a detector that gives %s finds no photo without faces', async (_, make) => {
  const detector = giving(
    () => make([1, 512, 1]),
    () => make([1, 512, 16]),
    () => make([1, 384, 1]),
    () => make([1, 384, 16]),
  );
  const networks = { detector, landmarker: giving() };
  await expect(findFaces(photo, networks)).rejects.toMatchObject({ code: 'non-finite' });
});

test.each(BROKEN)('landmarks that are %s reject no face', async (_, make) => {
  const network = giving(
    () => make([1, 1404]),
    () => make([1, 1]),
  );
  const upright = { a: 1, b: 0, tx: 0, ty: 0 };
  await expect(runFacemesh(network, createPhotoPyramid(photo), upright)).rejects.toMatchObject({
    code: 'non-finite',
  });
});

test.each(BROKEN)('an embedding of %s is like nobody, and no protection', async (_, make) => {
  const recogniser = smallRecogniser(1);
  const broken = { ...recogniser, embed: () => make([1, 8]) as tf.Tensor2D };
  await expect(embedFace(photo, ARCFACE_POINTS, broken)).rejects.toMatchObject({
    code: 'non-finite',
  });
  expect(await embedFace(photo, ARCFACE_POINTS, recogniser)).toHaveLength(8);
  recogniser.dispose();
});
