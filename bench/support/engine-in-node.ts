import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { EngineModels } from '../../src/engine/models/load-engine-models';
import { loadEngineModels } from '../../src/engine/models/load-engine-models';
import type { ModelIndex } from '../../src/engine/models/model-index';

const require = createRequire(join(process.cwd(), 'package.json'));

/** Starts tfjs on the wasm backend in Node: one thread, the same kernels as in the extension. */
export async function startWasm(): Promise<void> {
  setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')) + '/dist/');
  await tf.setBackend('wasm');
  await tf.ready();
}

export async function readModelIndex(): Promise<ModelIndex> {
  return JSON.parse(await readFile('models/index.json', 'utf8')) as ModelIndex;
}

/** The shipped networks, read from the packages that the build takes them from. */
export async function loadModelsInNode(index: ModelIndex): Promise<EngineModels> {
  const from = new Map(index.models.flatMap((m) => m.files.map((f) => [f.path, f.from] as const)));
  return loadEngineModels(index, async (path) => {
    const bytes = await readFile(from.get(path) ?? path);
    return new Uint8Array(bytes).buffer;
  });
}
