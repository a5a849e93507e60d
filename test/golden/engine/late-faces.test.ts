import { beforeAll, expect, test } from 'vitest';
import { boxOverlap } from '../../../src/engine/detect/box-overlap';
import { findFaces } from '../../../src/engine/detect/detect-faces';
import type { EngineModels } from '../../../src/engine/models/load-engine-models';
import type { Box, Photo } from '../../../src/engine/photo';
import { protectPhoto } from '../../../src/engine/protect-photo';
import { RecordingHost } from '../../support/engine-host';
import { cropPhoto, readSamplePhoto } from '../../support/engine-photos';
import { loadShippedModels } from '../../support/engine-wasm';
import { withFace } from '../../support/pasted-face';

const CROP: Box = [455, 262, 640, 480];
const OTHER: Box = [1523, 377, 165, 203];
const [X, Y, SCALE] = [520, 330, 1.6];

let models: EngineModels;
let sample: Photo;

beforeAll(async () => {
  models = await loadShippedModels();
  sample = await readSamplePhoto('sample3.jpg');
}, 60_000);

/** The second face as a ghost, `share` of it. */
function ghost(share: number): Photo {
  return withFace(cropPhoto(sample, CROP), sample, OTHER, [X, Y], SCALE, share);
}

async function count(photo: Photo): Promise<number> {
  return (await findFaces(photo, models)).faces.length;
}

/** Whoever reads its files sees a little more than was written. */
class ClearingHost extends RecordingHost {
  readonly #added: readonly number[];

  constructor(added: readonly number[]) {
    super();
    this.#added = added;
  }

  override async decode(bytes: Uint8Array): Promise<Photo> {
    const { data, ...photo } = await super.decode(bytes);
    return { ...photo, data: data.map((value, i) => value + (this.#added[i] ?? 0)) };
  }
}

test('a face that only the delivered file shows is changed and measured as well', async () => {
  // Bisected to where the detector is about to see it.
  let [hidden, seen] = [0, 1];
  expect([await count(ghost(hidden)), await count(ghost(seen))]).toEqual([1, 2]);
  while (seen - hidden > 0.02) {
    const middle = (hidden + seen) / 2;
    if ((await count(ghost(middle))) === 1) hidden = middle;
    else seen = middle;
  }
  const photo = ghost(hidden);
  const shown = ghost(seen + 0.1);
  const host = new ClearingHost(Array.from(shown.data, (value, i) => value - photo.data[i]!));
  const result = await protectPhoto(
    photo,
    models,
    { mode: 'nontargeted', form: 'product', seed: 1, k: 1, maxSteps: 140 },
    host,
  );
  expect(result.outcome).toBe('protected');
  expect(result.faces).toHaveLength(2);
  const [width, height] = [OTHER[2] / SCALE, OTHER[3] / SCALE];
  const box: Box = [X - width / 2, Y - height / 2, width, height];
  const late = result.faces.find((face) => boxOverlap(face.box, box) > 0.5);
  expect(late?.steps).toBeGreaterThan(0);
  const told = host.events.flatMap((one) => (one.kind === 'found' ? [one.boxes.length] : []));
  expect(told).toEqual([1, 2]);
}, 240_000);
