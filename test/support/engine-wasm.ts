import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { loadModelsInNode, readModelIndex, startWasm } from '../../bench/support/engine-in-node';
import type { EngineModels } from '../../src/engine/models/load-engine-models';
import { onlyOnce } from './only-once';

/**
 * Starts the wasm backend and gives the networks that ship. They are loaded once for all files of a
 * worker, to which they belong: nobody disposes them.
 */
export async function loadShippedModels(): Promise<EngineModels> {
  await startWasm();
  if (tf.getBackend() !== 'wasm') throw new Error(`The backend is ${tf.getBackend()}, not wasm`);
  return load();
}

const load = onlyOnce(async () => {
  const models = await loadModelsInNode(await readModelIndex());
  // The first gradient makes the filters for the way back, which stay: no test should count them.
  for (const one of models.recognisers) {
    const face: Tensor4D = tf.zeros([1, one.inputSize, one.inputSize, 3]);
    tf.dispose([face, tf.grad((x) => tf.sum(one.embed(x as Tensor4D)))(face)]);
  }
  return models;
});
