import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { alignFace } from '../../../src/engine/align/align-face';
import { pairSimilarity } from '../../../src/engine/attack/losses/pair-similarity';
import { matchLimit } from '../../../src/engine/criterion/match-limit';
import type { ReferenceFace } from '../../../src/engine/criterion/measure-faces';
import { measureFaces, referenceFaces } from '../../../src/engine/criterion/measure-faces';
import { detectFaces } from '../../../src/engine/detect/detect-faces';
import type { DetectedFace } from '../../../src/engine/detect/detect-faces';
import type { EngineModels } from '../../../src/engine/models/load-engine-models';
import type { FivePoints } from '../../../src/engine/align/five-points';
import { createPhotoPyramid } from '../../../src/engine/geometry/photo-pyramid';
import type { Point } from '../../../src/engine/geometry/similarity';
import type { Photo } from '../../../src/engine/photo';
import { cosineSimilarity } from '../../../src/engine/recognise/cosine-similarity';
import { embedFace } from '../../../src/engine/recognise/embed-face';
import type { Recogniser } from '../../../src/engine/recognise/recogniser';
import wantedEmbedding from './mobilefacenet.json' with { type: 'json' };
import { drawPhoto, readSamplePhoto } from '../../support/engine-photos';
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

function aligned(points: DetectedFace['points'], one = recogniser): Tensor4D {
  const size = one.inputSize;
  return tf.tensor4d(alignFace(createPhotoPyramid(photo), points, one.crop, size), [
    1,
    size,
    size,
    3,
  ]);
}

function moved([a, b, c, d, e]: FivePoints, dx: number, dy: number): FivePoints {
  const move = ([x, y]: Point): Point => [x + dx, y + dy];
  return [move(a), move(b), move(c), move(d), move(e)];
}

describe('the recogniser that ships', () => {
  test.each(['faceres', 'dlib', 'mobilefacenet'])(
    'the gradient of %s, through embedding and cosine, is its slope',
    async (id) => {
      const one = models.recognisers.find((candidate) => candidate.id === id);
      if (!one) throw new Error(`No recogniser ${id}`);
      const clean = tf.tensor1d(await embedFace(photo, other.points, one));
      const x = aligned(face.points, one);
      const loss = (image: Tensor4D): tf.Scalar => pairSimilarity(one.embed(image), clean);
      // A step as short as float32 allows: the kinks of a whole network are close to each other.
      expect(gradientDisagreement(loss, x, 1e-3, [])).toBeLessThan(0.01);
      tf.dispose([clean, x]);
    },
  );

  test('dlib: a face is alike to itself, less so to its neighbour', async () => {
    const one = models.recognisers.find(({ id }) => id === 'dlib');
    if (!one) throw new Error('No dlib');
    const [own, neighbour] = [
      await embedFace(photo, face.points, one),
      await embedFace(photo, other.points, one),
    ];
    expect(own).toHaveLength(128);
    const again = await embedFace(photo, moved(face.points, 1.5, -1), one);
    const { thresholds } = one.calibration;
    expect(cosineSimilarity(own, again)).toBeGreaterThan(thresholds['1e-3']);
    // Pins crop, channel order and normalisation: each of them moves it by more.
    expect(cosineSimilarity(own, neighbour)).toBeCloseTo(0.9275, 3);
  });

  test('mobilefacenet: the embedding that its network, written down by hand, gives', () => {
    const one = models.recognisers.find(({ id }) => id === 'mobilefacenet');
    if (!one) throw new Error('No mobilefacenet');
    const side = one.inputSize;
    const level = (y: number, x: number, c: number): number =>
      Math.round(127.5 + 100 * Math.sin(0.11 * x + 0.05 * c * y) * Math.cos(0.07 * y - 0.3 * c));
    const picture = Float32Array.from({ length: side * side * 3 }, (_, i) => {
      const pixel = Math.floor(i / 3);
      return level(Math.floor(pixel / side), pixel % side, i % 3) / 255;
    });
    const embedding = tf.tidy(() => one.embed(tf.tensor4d(picture, [1, side, side, 3])).dataSync());
    expect(embedding).toHaveLength(wantedEmbedding.length);
    wantedEmbedding.forEach((wanted, i) => {
      expect(Math.abs((embedding[i] ?? NaN) - wanted)).toBeLessThan(1e-5);
    });
  });

  test('mobilefacenet: a face is alike to itself, less so to its neighbour', async () => {
    const one = models.recognisers.find(({ id }) => id === 'mobilefacenet');
    if (!one) throw new Error('No mobilefacenet');
    const [own, neighbour] = [
      await embedFace(photo, face.points, one),
      await embedFace(photo, other.points, one),
    ];
    const again = await embedFace(photo, moved(face.points, 1.5, -1), one);
    const { thresholds } = one.calibration;
    expect(cosineSimilarity(own, again)).toBeGreaterThan(thresholds['1e-3']);
    // Pins crop and normalisation: each of them moves it by more.
    expect(cosineSimilarity(own, neighbour)).toBeCloseTo(0.4538, 3);
  });

  test('embeddings have norm 1; a face is alike to itself and unlike to its neighbour', async () => {
    const [own, neighbour] = [
      await embedFace(photo, face.points, recogniser),
      await embedFace(photo, other.points, recogniser),
    ];
    expect(own).toHaveLength(1024);
    expect(cosineSimilarity(own, own)).toBeCloseTo(1, 6);
    expect(Math.hypot(...own)).toBeCloseTo(1, 4);
    // Pins crop, channel order and normalisation: each of them moves it by more.
    expect(cosineSimilarity(own, neighbour)).toBeCloseTo(0.553, 2);
    const again = await embedFace(photo, moved(face.points, 3, -2), recogniser);
    expect(cosineSimilarity(own, again)).toBeGreaterThan(0.9);
  });

  test('embedding leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    await embedFace(photo, face.points, recogniser);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('measuring a delivered photo', () => {
  async function referenceOf(one: DetectedFace): Promise<ReferenceFace> {
    const [reference] = await referenceFaces(photo, [one], models);
    if (!reference) throw new Error('No reference');
    return reference;
  }

  test('the limit is the threshold at 1e-2 less a tenth of the way between the means', () => {
    const limit = matchLimit({
      genuineMean: 0.7,
      impostorMean: 0.3,
      thresholds: { '1e-2': 0.55, '1e-3': 0.6, '1e-4': 0.65 },
    });
    expect(limit).toBeCloseTo(0.51, 12);
  });

  test('a face is measured where it is found again, not only where it was said to be', async () => {
    const reference = await referenceOf(face);
    const [same] = await measureFaces(photo, [reference], models);
    expect(same?.found).toBe(true);
    expect(same?.similarities[0]).toBeCloseTo(1, 3);
    const misplaced = { ...face, points: moved(face.points, 0, 2 * face.box[3]) };
    const through = await embedFace(photo, misplaced.points, recogniser);
    expect(cosineSimilarity(through, reference.embeddings[0] ?? [])).toBeLessThan(0.7);
    const [again] = await measureFaces(photo, [{ ...reference, face: misplaced }], models);
    // It is looked for from another place, so that the landmarks differ by a part of a pixel.
    expect(again?.similarities[0]).toBeGreaterThan(0.998);
  });

  test('a face that is gone is not found, and is measured where it was', async () => {
    const reference = await referenceOf(face);
    const grey = drawPhoto(photo.width, photo.height, () => [120, 120, 120]);
    const [gone] = await measureFaces(grey, [reference], models);
    expect(gone?.found).toBe(false);
    const through = await embedFace(grey, face.points, recogniser);
    const wanted = cosineSimilarity(through, reference.embeddings[0] ?? []);
    expect(gone?.similarities[0]).toBeCloseTo(wanted, 5);
  });
});
