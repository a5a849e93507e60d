import { afterAll, beforeAll, expect, test } from 'vitest';
import { detectFaces } from '../../../src/engine/detect/detect-faces';
import type { EngineModels } from '../../../src/engine/models/load-engine-models';
import type { Photo } from '../../../src/engine/photo';
import { protectPhoto } from '../../../src/engine/protect-photo';
import { cosineSimilarity } from '../../../src/engine/recognise/cosine-similarity';
import { embedFace } from '../../../src/engine/recognise/embed-face';
import { LEVELS } from '../../../src/offscreen/worker/protect-options';
import { RecordingHost } from '../../support/engine-host';
import { cropPhoto, readSamplePhoto } from '../../support/engine-photos';
import { loadShippedModels } from '../../support/engine-wasm';

let models: EngineModels;
let photo: Photo;

beforeAll(async () => {
  models = await loadShippedModels();
  photo = cropPhoto(await readSamplePhoto('sample1.jpg'), [352, 384, 384, 320]);
}, 60_000);

afterAll(() => {
  models.dispose();
});

/** How alike two changed versions of the photo are to each recogniser: cosines. */
async function likeness(decoyWeight: number): Promise<number[]> {
  const [face] = await detectFaces(photo, models);
  if (!face) throw new Error('The sample shows a face');
  const versions: Photo[] = [];
  for (const seed of [1, 2]) {
    const few = { transferSteps: 16, maxSteps: 80, decoyWeight };
    const options = { ...LEVELS.strong, ...few, mode: 'nontargeted', form: 'product' } as const;
    const host = new RecordingHost();
    const result = await protectPhoto(photo, models, { ...options, seed }, host);
    expect(result.outcome).toBe('protected');
    versions.push(await host.decode(result.bytes!));
  }
  const cosines = models.recognisers.map(async (recogniser) => {
    const [a, b] = await Promise.all(
      versions.map((version) => embedFace(version, face.points, recogniser)),
    );
    return cosineSimilarity(a!, b!);
  });
  return Promise.all(cosines);
}

test('with a decoy each, two changed versions are less alike to every recogniser', async () => {
  const without = await likeness(0);
  const beside = await likeness(LEVELS.strong.decoyWeight!);
  for (const [i, recogniser] of models.recognisers.entries()) {
    const { genuineMean, impostorMean } = recogniser.calibration;
    const parted = (without[i]! - beside[i]!) / (genuineMean - impostorMean);
    expect(parted, recogniser.id).toBeGreaterThan(0.02);
  }
}, 240_000);
