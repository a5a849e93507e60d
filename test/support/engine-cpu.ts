import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';

/** Starts the backend that computes everything in plain JavaScript: slow, exact, no wasm. */
export async function startCpu(): Promise<void> {
  await tf.setBackend('cpu');
  await tf.ready();
  if (tf.getBackend() !== 'cpu') throw new Error(`The backend is ${tf.getBackend()}, not cpu`);
}
