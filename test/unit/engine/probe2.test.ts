import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { startCpu } from '../../support/engine-cpu';
import { loadShippedModels } from '../../support/engine-wasm';
import { backend_util as b } from '@tensorflow/tfjs-core';

test('x', async () => {
  await startCpu();
  await loadShippedModels();
  console.log(tf.scalar(1) instanceof tf.Tensor, tf.square(tf.scalar(3)) instanceof tf.Tensor, tf.backend().constructor.name, Object.getPrototypeOf(tf.backend().constructor) === tf.KernelBackend, typeof b);
});
