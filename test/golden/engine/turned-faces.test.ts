import { beforeAll, expect, test } from 'vitest';
import { boxOverlap } from '../../../src/engine/detect/box-overlap';
import type { DetectedFace, FoundFaces } from '../../../src/engine/detect/detect-faces';
import { findFaces } from '../../../src/engine/detect/detect-faces';
import { applySimilarity } from '../../../src/engine/geometry/similarity';
import { samplePhoto } from '../../../src/engine/geometry/sample-photo';
import type { EngineModels } from '../../../src/engine/models/load-engine-models';
import type { Photo } from '../../../src/engine/photo';
import { drawPhoto, readSamplePhoto } from '../../support/engine-photos';
import { loadShippedModels } from '../../support/engine-wasm';
import { turnFace, turnPhoto } from '../../support/turn-photo';

let models: EngineModels;
beforeAll(async () => {
  models = await loadShippedModels();
});
/** Of the faces of `photo`, how far the eyes are from where they are found with it turned, in eyes' distances. */
async function apart(photo: Photo, quarters: number): Promise<number[]> {
  let turned = photo;
  let { faces } = await findFaces(photo, models);
  for (let i = 0; i < quarters; i++) {
    const before = turned;
    faces = faces.map((face) => turnFace(face, before));
    turned = turnPhoto(before);
  }
  const found = await findFaces(turned, models);
  return faces.map((face) => distance(face, found));
}

function distance(face: DetectedFace, { faces }: FoundFaces): number {
  const same = faces.find(({ box }) => boxOverlap(box, face.box) > 0.5);
  if (!same) return Infinity;
  const gap = (i: 0 | 1): number =>
    Math.hypot(same.points[i][0] - face.points[i][0], same.points[i][1] - face.points[i][1]);
  const [right, left] = face.points;
  return Math.max(gap(0), gap(1)) / Math.hypot(left[0] - right[0], left[1] - right[1]);
}

test.each([1, 2, 3])(
  'the faces of a photo that is turned by %d quarters are found as they were',
  async (quarters) => {
    const found = await apart(await readSamplePhoto('sample2.jpg'), quarters);
    expect(found).toHaveLength(3);
    for (const one of found) expect(one).toBeLessThan(0.2);
  },
  60_000,
);

test.each([280, 320])(
  'a face at a slant that fills a close-up of %d pixels is found as it lies',
  async (side) => {
    const [width, height] = [1024, 1130];
    const scale = side / width;
    const toSample = { a: scale, b: 0, tx: 1586 - side / 2, ty: 347 - (scale * height) / 2 };
    const pixels = samplePhoto(await readSamplePhoto('sample1.jpg'), toSample, width, height);
    const closeUp = drawPhoto(width, height, (x, y) => {
      const at = 3 * (y * width + x);
      return [255 * pixels[at]!, 255 * pixels[at + 1]!, 255 * pixels[at + 2]!];
    });
    const { faces, lie } = await findFaces(closeUp, models);
    expect(lie).toBe(0);
    const [largest] = [...faces].sort((a, b) => b.box[2] - a.box[2]);
    const eyes = largest!.points.slice(0, 2).map((point) => applySimilarity(toSample, point));
    // By eye; they are 81 pixels apart.
    for (const [i, [x, y]] of [
      [1557, 280],
      [1616, 337],
    ].entries()) {
      expect(Math.hypot(eyes[i]![0] - x!, eyes[i]![1] - y!)).toBeLessThan(8);
    }
  },
  60_000,
);

test('a picture without a face has none on its head either', async () => {
  const drawn = drawPhoto(640, 480, (x, y) => [x % 256, y % 256, (x + y) % 256]);
  expect(await findFaces(drawn, models)).toMatchObject({ faces: [], tooSmall: [], unclear: [] });
}, 60_000);
