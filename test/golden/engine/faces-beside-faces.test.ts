import { beforeAll, expect, test } from 'vitest';
import { measureFaces, referenceFaces } from '../../../src/engine/criterion/measure-faces';
import { boxOverlap } from '../../../src/engine/detect/box-overlap';
import { findFaces } from '../../../src/engine/detect/detect-faces';
import { samplePhoto } from '../../../src/engine/geometry/sample-photo';
import type { EngineModels } from '../../../src/engine/models/load-engine-models';
import type { Box, Photo } from '../../../src/engine/photo';
import { cropPhoto, drawPhoto, readSamplePhoto } from '../../support/engine-photos';
import { loadShippedModels } from '../../support/engine-wasm';
import { withFace } from '../../support/pasted-face';

/** A face of the sample, and where another of its faces lies. */
const CROP: Box = [455, 262, 480, 480];
const LARGE: Box = [142, 139, 203, 199];
const OTHER: Box = [1523, 377, 165, 203];

let models: EngineModels;
let sample: Photo;

beforeAll(async () => {
  models = await loadShippedModels();
  sample = await readSamplePhoto('sample3.jpg');
}, 60_000);

test.each([
  ['by its side', 360, 240, 2.4],
  ['at the chin', 349, 315, 2.4],
  ['at the cheek', 330, 320, 1.6],
  ['before the chin', 310, 320, 1.6],
  ['cheek to cheek', 410, 240, 1],
])('a face %s of a larger or an equal one is found beside it', async (_, x, y, scale) => {
  const photo = withFace(cropPhoto(sample, CROP), sample, OTHER, [x, y], scale);
  const { faces } = await findFaces(photo, models);
  const [width, height] = [OTHER[2] / scale, OTHER[3] / scale];
  const pasted: Box = [x - width / 2, y - height / 2, width, height];
  expect(faces).toHaveLength(2);
  for (const box of [LARGE, pasted]) {
    expect(Math.max(...faces.map((face) => boxOverlap(face.box, box)))).toBeGreaterThan(0.5);
  }
});

test('a piece of a large face that looks like one is no face beside it', async () => {
  // Without a look at it by itself, the forehead is a second one.
  const [x, y, width, height]: Box = [1479, 368, 206, 202];
  const [size, side] = [1000, 2.2 * width];
  const scale = side / size;
  const [tx, ty] = [x + (width - side) / 2, y + (height - side) / 2];
  const pixels = samplePhoto(sample, { a: scale, b: 0, tx, ty }, size, size);
  const photo = drawPhoto(size, size, (px, py) => {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(3 * (py * size + px));
    return [255 * red, 255 * green, 255 * blue];
  });
  expect((await findFaces(photo, models)).faces).toHaveLength(1);
});

test('a long picture is searched as finely as a short one', async () => {
  const side = 60;
  const grey = drawPhoto(1080, 12_000, () => [90, 90, 90]);
  const photo = withFace(grey, sample, OTHER, [500, 1100], OTHER[2] / side);
  expect((await findFaces(photo, models)).faces).toHaveLength(1);
}, 60_000);

test('a larger face does not stand for the one before it that is painted over', async () => {
  const photo = withFace(cropPhoto(sample, CROP), sample, OTHER, [330, 320], 1.6);
  const { faces } = await findFaces(photo, models);
  const references = await referenceFaces(photo, faces, models);
  const [, [left, top, width, height] = [0, 0, 0, 0]] = faces.map(({ box }) => box);
  const painted = { ...photo, data: photo.data.slice() };
  for (let y = top; y < top + height; y++) {
    const from = 4 * (y * photo.width + left);
    painted.data.fill(128, from, from + 4 * width);
  }
  const measured = await measureFaces(painted, references, models);
  expect(measured.map(({ found }) => found)).toEqual([true, false]);
});
