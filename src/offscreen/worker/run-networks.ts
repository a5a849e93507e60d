import { decoyOfPhoto, seededRandom } from '../../engine';
import type { EngineModels, PairQuestion } from '../../engine';
import { FACEMESH_SIZE, runFacemesh } from '../../engine/align/facemesh';
import { drawFarAugmentation } from '../../engine/attack/transforms/augmentation';
import { BLAZEFACE_SIZE } from '../../engine/detect/blazeface';
import { createPhotoPyramid } from '../../engine/geometry/photo-pyramid';
import { runnerOf } from '../../engine/models/run-here';

const GREY = 0.5;
/** Side of the patch: about that of a face in the middle of a photo. */
const SIDE = 160;
/** Of the draws; any does. */
const SEED = 1;

/**
 * Runs every network on a grey picture as a job would, so that kernels are compiled, helpers have
 * loaded and memory has grown before there is a photo. Gives the seconds of one gradient, when all
 * that is done. `pass` is awaited in between; what it rejects with ends it.
 */
export async function runNetworks(
  models: EngineModels,
  pass: () => Promise<void>,
): Promise<number> {
  const runner = runnerOf(models);
  const { workers = 1 } = models.elsewhere ?? {};
  // Asked first: helpers load on their own cores meanwhile. As often as there are some: each takes one.
  const first = Promise.all(
    Array.from({ length: workers }, () => runner.detect(grey(BLAZEFACE_SIZE), 1)),
  );
  // It is looked at below, and not at all where `pass` ends it.
  first.catch(() => undefined);
  await pass();
  const pixel = { width: 1, height: 1, data: new Uint8ClampedArray(4).fill(255 * GREY) };
  const toPixel = { a: 1 / FACEMESH_SIZE, b: 0, tx: 0, ty: 0 };
  await runFacemesh(models.landmarker, createPhotoPyramid(pixel), toPixel);
  await first;
  for (const { id, inputSize } of models.recognisers) {
    await pass();
    await Promise.all(Array.from({ length: workers }, () => runner.embed(id, [grey(inputSize)])));
  }
  await pass();
  await askEach(models, workers);
  await pass();
  const startMs = performance.now();
  await askEach(models, 1);
  return (performance.now() - startMs) / 1000 / models.recognisers.length;
}

/** Each recogniser's gradient, so many times. */
async function askEach(models: EngineModels, times: number): Promise<void> {
  const runner = runnerOf(models);
  const asked = models.recognisers.flatMap(({ id }) =>
    Array.from({ length: times }, () => runner.gradient(id, questionTo(id, models.decoys))),
  );
  await Promise.all(asked);
}

function questionTo(id: string, decoys: EngineModels['decoys']): PairQuestion {
  // A made-up face: of the length that the recogniser's embeddings have.
  const clean = decoyOfPhoto(decoys, SEED).get(id) ?? new Float32Array();
  const augmentation = drawFarAugmentation(seededRandom(SEED));
  return { image: grey(SIDE), side: SIDE, augmentation, pair: { clean } };
}

function grey(side: number): Float32Array {
  return new Float32Array(side * side * 3).fill(GREY);
}
