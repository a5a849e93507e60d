import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alignFace } from '../../../src/engine/align/align-face';
import { pairSimilarity } from '../../../src/engine/attack/losses/pair-similarity';
import { matchLimit } from '../../../src/engine/criterion/match-limit';
import { measureFaces, referenceFace } from '../../../src/engine/criterion/measure-faces';
import { detectFaces } from '../../../src/engine/detect/detect-faces';
import type { DetectedFace } from '../../../src/engine/detect/detect-faces';
import type { EngineModels } from '../../../src/engine/models/load-engine-models';
import type { Photo } from '../../../src/engine/photo';
import { cosineSimilarity } from '../../../src/engine/recognise/cosine-similarity';
import { embedFace } from '../../../src/engine/recognise/embed-face';
import type { Recogniser } from '../../../src/engine/recognise/recogniser';
import { cropPhoto, drawPhoto, readSamplePhoto } from '../../support/engine-photos';
import { gradientDisagreement } from '../../support/engine-gradients';
import { loadShippedModels } from '../../support/engine-wasm';

let models: EngineModels;
let recogniser: Recogniser;
let photo: Photo;
let face: DetectedFace;
let other: DetectedFace;

beforeAll(async () => {
  models = await loadShippedModels();
  const [first] = models.recognisers;
  if (!first) throw new Error('No recogniser');
  recogniser = first;
  photo = await readSamplePhoto('sample3.jpg');
  const [one, two] = await detectFaces(photo, models);
  if (!one || !two) throw new Error('Two faces expected');
  face = one;
  other = two;
}, 60_000);

afterAll(() => {
  models.dispose();
});

function aligned(points: DetectedFace['points']): Tensor4D {
  const size = recogniser.inputSize;
  return tf.tensor4d(alignFace(photo, points, recogniser.crop, size), [1, size, size, 3]);
}

describe('the recogniser that ships', () => {
  test('its gradient, through embedding and cosine, is its slope', async () => {
    const clean = tf.tensor1d(await embedFace(photo, other.points, recogniser));
    const x = aligned(face.points);
    const loss = (image: Tensor4D): tf.Scalar => pairSimilarity(recogniser.embed(image), clean);
    // Waves: a random direction changes next to nothing in a network that looks at shapes.
    const size = recogniser.inputSize;
    const waves = [3, 6, 9].map((waves) => {
      const values = Float32Array.from({ length: x.size }, (_, i) => {
        const column = Math.floor(i / 3) % size;
        const row = Math.floor(i / 3 / size);
        return Math.sin((waves * (column + 0.7 * row) + 20 * (i % 3)) / 40);
      });
      const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
      return values.map((value) => value / norm);
    });
    for (const step of [0.001, 0.003, 0.008])
      console.log(step, gradientDisagreement(loss, x, step, []), ...waves.map((w) => gradientDisagreement(loss, x, step, [w])));
    expect(gradientDisagreement(loss, x, 0.1, waves)).toBeLessThan(0.05);
    tf.dispose([clean, x]);
  });

  test('embeddings have norm 1; a face is alike to itself and unlike to its neighbour', async () => {
    const [own, neighbour] = [
      await embedFace(photo, face.points, recogniser),
      await embedFace(photo, other.points, recogniser),
    ];
    expect(own).toHaveLength(1024);
    expect(cosineSimilarity(own, own)).toBeCloseTo(1, 6);
    expect(Math.hypot(...own)).toBeCloseTo(1, 4);
    expect(cosineSimilarity(own, neighbour)).toBeLessThan(matchLimit(recogniser.calibration));
    const shifted = face.points.map(([x, y]) => [x + 3, y - 2] as const);
    const [a, b, c, d, e] = shifted;
    if (!a || !b || !c || !d || !e) throw new Error('Five points');
    const again = await embedFace(photo, [a, b, c, d, e], recogniser);
    expect(cosineSimilarity(own, again)).toBeGreaterThan(0.9);
  });

  test('embedding leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    await embedFace(photo, face.points, recogniser);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('measuring a delivered photo', () => {
  test('the limit is the threshold at 1e-2 less a tenth of the way between the means', () => {
    const limit = matchLimit({
      genuineMean: 0.7,
      impostorMean: 0.3,
      thresholds: { '1e-2': 0.55, '1e-3': 0.6, '1e-4': 0.65 },
    });
    expect(limit).toBeCloseTo(0.51, 12);
  });

  test('a face that moved is measured where it is found again', async () => {
    const reference = await referenceFace(photo, face, models);
    const [same] = await measureFaces(photo, [reference], models);
    expect(same?.found).toBe(true);
    expect(same?.similarities[0]).toBeCloseTo(1, 3);
    const [, , width] = face.box;
    const by = Math.round(width / 3);
    const moved = cropPhoto(photo, [by, 0, photo.width - by, photo.height]);
    const through = await embedFace(moved, face.points, recogniser);
    const misplaced = cosineSimilarity(through, reference.embeddings[0] ?? []);
    expect(misplaced).toBeLessThan(0.7);
    const [again] = await measureFaces(moved, [reference], models);
    expect(again?.found).toBe(true);
    expect(again?.similarities[0]).toBeGreaterThan(0.85);
  });

  test('a face that is gone is not found, and is measured where it was', async () => {
    const reference = await referenceFace(photo, face, models);
    const grey = drawPhoto(photo.width, photo.height, () => [120, 120, 120]);
    const [gone] = await measureFaces(grey, [reference], models);
    expect(gone?.found).toBe(false);
    const through = await embedFace(grey, face.points, recogniser);
    const wanted = cosineSimilarity(through, reference.embeddings[0] ?? []);
    expect(gone?.similarities[0]).toBeCloseTo(wanted, 5);
  });
});
