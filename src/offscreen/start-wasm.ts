// tfjs-core alone knows how to compute, but not how to go backwards.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { env, setBackend } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

/** Starts the wasm backend on one thread; false where it does not start. */
export async function startWasm(wasmFolder: string): Promise<boolean> {
  // Threads start from blob: scripts, which the extension's content security policy refuses.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(wasmFolder);
  return await setBackend('wasm');
}
