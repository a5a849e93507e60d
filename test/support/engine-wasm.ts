import * as tf from '@tensorflow/tfjs-core';
import { loadModelsInNode, readModelIndex, startWasm } from '../../bench/support/engine-in-node';
import type { EngineModels } from '../../src/engine/models/load-engine-models';

/** Starts the wasm backend and loads the networks that ship. The caller disposes them. */
export async function loadShippedModels(): Promise<EngineModels> {
  await startWasm();
  if (tf.getBackend() !== 'wasm') throw new Error(`The backend is ${tf.getBackend()}, not wasm`);
  return loadModelsInNode(await readModelIndex());
}
