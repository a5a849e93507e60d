import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { placePatch } from '../../../src/engine/align/canonical-patch';
import { ceilingLevels } from '../../../src/engine/attack/budgets/ceiling';
import { matchLimit } from '../../../src/engine/criterion/match-limit';
import type { Target } from '../../../src/engine/criterion/target';
import { detectFaces } from '../../../src/engine/detect/detect-faces';
import { DEFAULT_JND, JND_MODELS } from '../../../src/engine/jnd/jnd-models';
import { jndOfRegion } from '../../../src/engine/jnd/jnd-of-region';
import type { EngineModels } from '../../../src/engine/models/load-engine-models';
import type { Photo } from '../../../src/engine/photo';
import { protectPhoto } from '../../../src/engine/protect-photo';
import type { ProtectOptions } from '../../../src/engine/protect-types';
import { cosineSimilarity } from '../../../src/engine/recognise/cosine-similarity';
import { embedFace } from '../../../src/engine/recognise/embed-face';
import { RecordingHost, errorOf } from '../../support/engine-host';
import { codecs } from '../../support/codec-wasm';
import { cropPhoto, readSamplePhoto } from '../../support/engine-photos';
import { loadShippedModels } from '../../support/engine-wasm';

const OPTIONS: ProtectOptions = {
  mode: 'nontargeted',
  form: 'product',
  seed: 1,
  k: 1,
  maxSteps: 60,
};

let models: EngineModels;
let photo: Photo;
/** Somebody else, from another photo: cosine 0.40 to the face that is protected. */
let target: Target;

beforeAll(async () => {
  models = await loadShippedModels();
  photo = cropPhoto(await readSamplePhoto('sample1.jpg'), [352, 384, 384, 320]);
  const other = await readSamplePhoto('sample5.jpg');
  const faces = await detectFaces(other, models, [[1407, 459, 207, 205]]);
  const [face] = faces;
  if (!face) throw new Error('The sample shows a face');
  const embeddings = new Map<string, Float32Array>();
  for (const one of models.recognisers) {
    embeddings.set(one.id, (await embedFace(other, face.points, one)).slice());
  }
  target = embeddings;
}, 60_000);

test('the delivered file is away from the original and at the target', async () => {
  const before = tf.memory().numTensors;
  const host = new RecordingHost();
  const options: ProtectOptions = { ...OPTIONS, mode: 'targeted', target, maxSteps: 320 };
  const result = await protectPhoto(photo, models, options, host);
  expect(tf.memory().numTensors).toBe(before);
  expect(result.outcome).toBe('protected');
  const { photo: delivered } = await codecs.readPicture(result.bytes ?? new Uint8Array(), 'jpeg');
  const [face] = await detectFaces(photo, models);
  const [again] = await detectFaces(delivered, models);
  if (!face || !again) throw new Error('The face is found in both');
  for (const [i, one] of models.recognisers.entries()) {
    const clean = await embedFace(photo, face.points, one);
    const wanted = target.get(one.id) ?? new Float32Array();
    const views: Float32Array[] = [];
    for (const { points } of [face, again]) views.push(await embedFace(delivered, points, one));
    const toClean = Math.max(...views.map((view) => cosineSimilarity(view, clean)));
    const toTarget = Math.min(...views.map((view) => cosineSimilarity(view, wanted)));
    expect(toClean).toBeLessThan(matchLimit(one.calibration));
    const { thresholds, genuineMean, impostorMean } = one.calibration;
    const threshold = thresholds['1e-3'] + 0.1 * (genuineMean - impostorMean);
    expect(toTarget).toBeGreaterThan(threshold);
    const report = result.faces[0]?.recognisers[i];
    expect(report?.after).toBeCloseTo(toClean, 4);
    expect(report?.target?.after).toBeCloseTo(toTarget, 4);
    expect(report?.target?.threshold).toBe(threshold);
  }
  // In the budget of the product, as without a target.
  const { region } = placePatch(photo, face.points);
  const jnd = await jndOfRegion(photo, region, JND_MODELS[DEFAULT_JND]);
  const [left, top, width] = region;
  const last = host.encodedAs(result.bytes).data;
  const over = last.filter((value, at) => {
    const x = (Math.floor(at / 4) % photo.width) - left;
    const y = Math.floor(at / 4 / photo.width) - top;
    const j = at % 4 === 3 ? 0 : (jnd.data[(y * width + x) * 3 + (at % 4)] ?? 0);
    const difference = Math.abs(value - photo.data[at]!);
    return difference > ceilingLevels(j, OPTIONS.k);
  });
  expect(over).toHaveLength(0);
}, 240_000);

test('away alone is not enough: it says budget-exceeded', async () => {
  const faces = await detectFaces(photo, models);
  // The face's own mirror in the space of embeddings: nothing gets there.
  const away = new Map<string, Float32Array>();
  for (const one of models.recognisers) {
    const clean = await embedFace(photo, faces[0]!.points, one);
    away.set(
      one.id,
      clean.map((value) => -value),
    );
  }
  const options: ProtectOptions = {
    ...OPTIONS,
    mode: 'targeted',
    target: away,
    k: 50,
    maxSteps: 12,
  };
  const result = await protectPhoto(photo, models, options, new RecordingHost());
  expect(result).toMatchObject({ outcome: 'failed', code: 'budget-exceeded' });
  expect(result.bytes).toBeUndefined();
  const [report] = result.faces[0]?.recognisers ?? [];
  expect(report?.target?.after).toBeLessThan(report?.target?.threshold ?? 0);
}, 120_000);

test.each<[string, (good: Target) => Partial<ProtectOptions>]>([
  ['no target', () => ({ mode: 'targeted' })],
  ['a target for another recogniser', (good) => ({ mode: 'targeted', target: renamed(good) })],
  ['a target that is not of norm 1', (good) => ({ mode: 'targeted', target: doubled(good) })],
  ['a target without the mode', (good) => ({ target: good })],
])('%s is refused', async (_, change) => {
  const call = protectPhoto(photo, models, { ...OPTIONS, ...change(target) }, new RecordingHost());
  expect(await errorOf(call)).toMatchObject({ name: 'EngineError', code: 'bad-options' });
});

function renamed(target: Target): Target {
  return new Map([...target].map(([id, embedding]) => [`not-${id}`, embedding]));
}

function doubled(target: Target): Target {
  return new Map([...target].map(([id, embedding]) => [id, embedding.map((value) => 2 * value)]));
}
