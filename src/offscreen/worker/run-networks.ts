import * as tf from '@tensorflow/tfjs-core';
import { answerPairQuestion, decoyOfPhoto, seededRandom } from '../../engine';
import type { EngineModels, PairQuestion, Recogniser } from '../../engine';
import { FACEMESH_SIZE, runFacemesh } from '../../engine/align/facemesh';
import { drawFarAugmentation } from '../../engine/attack/transforms/augmentation';
import { BLAZEFACE_SIZE, runBlazeface } from '../../engine/detect/blazeface';

const GREY = 0.5;
/** Side of the patch: about that of a face in the middle of a photo. */
const SIDE = 160;
/** Of the draws; any does. */
const SEED = 1;

/**
 * Runs every network on a grey picture as a job would, so that kernels are compiled, workers have
 * loaded and memory has grown before there is a photo. Gives the seconds of one optimiser step, when
 * all that is done. `pass` is awaited in between; what it rejects with ends it.
 */
export async function runNetworks(
  models: EngineModels,
  pass: () => Promise<void>,
): Promise<number> {
  // Asked first: the workers load on their own cores meanwhile.
  const first = askElsewhere(models);
  // It is looked at below, and not at all where `pass` ends it.
  first.catch(() => undefined);
  await pass();
  await runBlazeface(models.detector, grey(BLAZEFACE_SIZE), 1);
  await pass();
  const pixel = { width: 1, height: 1, data: new Uint8ClampedArray(4).fill(255 * GREY) };
  await runFacemesh(models.landmarker, pixel, { a: 1 / FACEMESH_SIZE, b: 0, tx: 0, ty: 0 });
  for (const recogniser of models.recognisers) {
    await pass();
    await embedGrey(recogniser);
  }
  await pass();
  await askAtHome(models);
  await first;
  await pass();
  const startMs = performance.now();
  await Promise.all([askElsewhere(models), askAtHome(models)]);
  return (performance.now() - startMs) / 1000;
}

/** The gradients that a step has computed in other workers. */
async function askElsewhere({ recognisers, elsewhere, decoys }: EngineModels): Promise<void> {
  const asked = recognisers.map(({ id }) => elsewhere?.get(id)?.(questionTo(id, decoys)));
  await Promise.all(asked);
}

/** The gradients of a step that nobody else computes. */
async function askAtHome({ recognisers, elsewhere, decoys }: EngineModels): Promise<void> {
  for (const recogniser of recognisers) {
    const { id } = recogniser;
    if (elsewhere?.has(id) !== true) await answerPairQuestion(recogniser, questionTo(id, decoys));
  }
}

function questionTo(id: string, decoys: EngineModels['decoys']): PairQuestion {
  // A made-up face: of the length that the recogniser's embeddings have.
  const clean = decoyOfPhoto(decoys, SEED).get(id) ?? new Float32Array();
  const augmentation = drawFarAugmentation(seededRandom(SEED));
  return { image: grey(SIDE), side: SIDE, augmentation, pair: { clean } };
}

async function embedGrey(recogniser: Recogniser): Promise<void> {
  const { inputSize: side } = recogniser;
  const embedding = tf.tidy(() => recogniser.embed(tf.fill([1, side, side, 3], GREY)));
  try {
    await embedding.data();
  } finally {
    embedding.dispose();
  }
}

function grey(side: number): Float32Array {
  return new Float32Array(side * side * 3).fill(GREY);
}
