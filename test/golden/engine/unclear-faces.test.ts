import { beforeAll, expect, test } from 'vitest';
import { boxOverlap } from '../../../src/engine/detect/box-overlap';
import type { DetectedFace } from '../../../src/engine/detect/detect-faces';
import { findFaces } from '../../../src/engine/detect/detect-faces';
import type { EngineModels } from '../../../src/engine/models/load-engine-models';
import type { Box, Photo } from '../../../src/engine/photo';
import { protectPhoto } from '../../../src/engine/protect-photo';
import { RecordingHost } from '../../support/engine-host';
import { readSamplePhoto } from '../../support/engine-photos';
import { loadShippedModels } from '../../support/engine-wasm';
import { turnFace, turnPhoto } from '../../support/turn-photo';

let models: EngineModels;
let sample: Photo;
let faces: readonly DetectedFace[];
let covered: Photo;

beforeAll(async () => {
  models = await loadShippedModels();
  sample = await readSamplePhoto('sample2.jpg');
  ({ faces } = await findFaces(sample, models));
  covered = withPost(sample, faces[0]!.box, 0.5);
}, 60_000);

/** `photo` with a dark post before a face, but for a `share` of it at the left. */
function withPost(photo: Photo, [x, y, width, height]: Box, share: number): Photo {
  const data = photo.data.slice();
  for (let row = y; row < y + height; row++) {
    for (let column = Math.ceil(x + share * width); column < x + width; column++) {
      data.set([60, 50, 45], 4 * (row * photo.width + column));
    }
  }
  return { ...photo, data };
}

/** The detector's box is wider than the tight one. */
const isOf = (box: Box, face: Box): boolean => boxOverlap(box, face) > 0.4;

test('a face that a post covers by half is told apart from none', async () => {
  const found = await findFaces(covered, models);
  const others = faces.slice(1);
  expect(found.faces.map(({ box }, i) => boxOverlap(box, others[i]!.box) > 0.8)).toEqual([
    true,
    true,
  ]);
  expect(found.tooSmall).toEqual([]);
  expect(found.unclear.map((box) => isOf(box, faces[0]!.box))).toEqual([true]);
  // A search near it is for faces that are known.
  expect(await findFaces(covered, models, [faces[0]!.box])).toMatchObject({ unclear: [] });
}, 60_000);

test('on its head as well', async () => {
  const onHead = turnPhoto(turnPhoto(covered));
  const lies = turnFace(turnFace(faces[0]!, sample), turnPhoto(sample));
  const { unclear } = await findFaces(onHead, models);
  expect(unclear.map((box) => isOf(box, lies.box))).toEqual([true]);
}, 60_000);

test('it is counted where it is the only one', async () => {
  const photo = faces.slice(1).reduce((before, { box }) => withPost(before, box, 0), covered);
  const options = { mode: 'nontargeted', form: 'product', seed: 1, k: 1, maxSteps: 1 } as const;
  const result = await protectPhoto(photo, models, options, new RecordingHost());
  expect(result).toMatchObject({ outcome: 'no-face', faces: [], unclear: 1 });
  expect(result).not.toHaveProperty('tooSmall');
}, 60_000);

test.each([1, 2, 3, 4, 5, 6])(
  'hands, clothes and what is about people are none: sample %d',
  async (number) => {
    const photo = await readSamplePhoto(`sample${String(number)}.jpg`);
    expect((await findFaces(photo, models)).unclear).toEqual([]);
  },
  60_000,
);
