import { beforeAll, expect, test } from 'vitest';
import type { FaceMeasurement } from '../../../src/engine/criterion/measure-faces';
import { measureFaces, referenceFaces } from '../../../src/engine/criterion/measure-faces';
import type { DetectedFace } from '../../../src/engine/detect/detect-faces';
import { detectFaces } from '../../../src/engine/detect/detect-faces';
import type { EngineModels } from '../../../src/engine/models/load-engine-models';
import type { Photo } from '../../../src/engine/photo';
import { readSamplePhoto } from '../../support/engine-photos';
import { loadShippedModels } from '../../support/engine-wasm';
import { turnFace, turnPhoto } from '../../support/turn-photo';

let models: EngineModels;

let turned: Photo;
let faces: DetectedFace[];
let seen: DetectedFace[];

beforeAll(async () => {
  models = await loadShippedModels();
  const photo = await readSamplePhoto('sample4.jpg');
  const onSide = turnPhoto(photo);
  turned = turnPhoto(onSide);
  faces = (await detectFaces(photo, models)).map((face) => turnFace(turnFace(face, photo), onSide));
  // As a measurement searches: near the faces, and only upright.
  const near = faces.map(({ box }) => box);
  seen = await detectFaces(turned, models, near);
}, 60_000);
async function measured(delivered: Photo): Promise<FaceMeasurement[]> {
  return measureFaces(delivered, await referenceFaces(turned, faces, models), models);
}

test('faces that the detector does not see are found where they are, and measured', async () => {
  expect(faces).toHaveLength(4);
  expect(seen.length).toBeLessThan(faces.length);
  for (const { found, similarities } of await measured(turned)) {
    expect(found).toBe(true);
    for (const cosine of similarities) expect(cosine).toBeCloseTo(1, 5);
  }
});

test('a face that is painted over is lost, and the others are not', async () => {
  const [[left, top, width, height] = [0, 0, 0, 0]] = faces.map(({ box }) => box);
  const painted = { ...turned, data: turned.data.slice() };
  for (let y = top; y < top + height; y++) {
    const from = 4 * (y * turned.width + left);
    painted.data.fill(128, from, from + 4 * width);
  }
  const [gone, ...others] = await measured(painted);
  expect(gone?.found).toBe(false);
  expect(others.map(({ found }) => found)).toEqual([true, true, true]);
});
