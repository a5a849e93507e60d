import { beforeAll, expect, test } from 'vitest';
import { findAgainIn } from '../../../src/engine/align/find-again';
import { PATCH_FRAME, placePatch, readPatch } from '../../../src/engine/align/canonical-patch';
import { cropToFrame, frameToPhoto } from '../../../src/engine/align/align-face';
import type { FivePoints } from '../../../src/engine/align/five-points';
import type { DetectedFace } from '../../../src/engine/detect/detect-faces';
import { detectFaces } from '../../../src/engine/detect/detect-faces';
import type { Similarity } from '../../../src/engine/geometry/similarity';
import { applySimilarity, composeSimilarity } from '../../../src/engine/geometry/similarity';
import type { EngineModels } from '../../../src/engine/models/load-engine-models';
import type { Photo } from '../../../src/engine/photo';
import { cropPhoto, readSamplePhoto } from '../../support/engine-photos';
import { loadShippedModels } from '../../support/engine-wasm';

let models: EngineModels;
let photo: Photo;
let face: DetectedFace;

beforeAll(async () => {
  models = await loadShippedModels();
  photo = cropPhoto(await readSamplePhoto('sample1.jpg'), [352, 384, 384, 320]);
  const [found] = await detectFaces(photo, models);
  if (!found) throw new Error('The sample shows a face');
  face = found;
}, 60_000);

/** The places of the frame's middle and corners by `a` and by `b`, the largest distance, units. */
function distance(a: Similarity, b: Similarity): number {
  const places = [
    [56, 56],
    [20, 20],
    [92, 20],
    [20, 92],
    [92, 92],
  ] as const;
  return Math.max(
    ...places.map((place) => {
      const [x, y] = applySimilarity(a, place);
      const [u, v] = applySimilarity(b, place);
      return Math.hypot(x - u, y - v);
    }),
  );
}

const turned = (degrees: number, scale: number, tx: number, ty: number): Similarity => ({
  a: scale * Math.cos((degrees * Math.PI) / 180),
  b: scale * Math.sin((degrees * Math.PI) / 180),
  tx,
  ty,
});

test.each([
  ['where it was', turned(0, 1, 0, 0), 0],
  ['shifted by 6 units', turned(0, 1, 6, -2), 4],
  ['turned by 6 degrees and smaller', turned(6, 0.94, 0, 0), 4],
])('a face is found in its patch %s', async (_, move, least) => {
  // The patch is laid as if the landmarks were elsewhere: so far off the face is in it.
  const frame = frameToPhoto(face.points);
  const laid = composeSimilarity(frame, move);
  const toFrame = (point: readonly [number, number]): readonly [number, number] => {
    const { size, fromPhoto } = placePatch(photo, face.points);
    return applySimilarity(cropToFrame(PATCH_FRAME, size), applySimilarity(fromPhoto, point));
  };
  const points = face.points.map((point) =>
    applySimilarity(laid, toFrame(point)),
  ) as unknown as FivePoints;
  const patch = placePatch(photo, points);
  const image = readPatch(photo, patch);
  const found = await findAgainIn(patch, face, models.landmarker)(image);
  const expected = composeSimilarity(
    composeSimilarity(cropToFrame(PATCH_FRAME, patch.size), patch.fromPhoto),
    frame,
  );
  // 1.8 of 112 units: about a pixel of this face; the patch shows it a little softer, and the
  // landmarks begin elsewhere.
  expect(distance(found!, expected)).toBeLessThan(1.8);
  expect(distance(expected, turned(0, 1, 0, 0))).toBeGreaterThanOrEqual(least);
});

test('where there is no face any more, nothing is found', async () => {
  const patch = placePatch(photo, face.points);
  const grey = new Float32Array(patch.size ** 2 * 3).fill(0.4);
  expect(await findAgainIn(patch, face, models.landmarker)(grey)).toBeUndefined();
});
