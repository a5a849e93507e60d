import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { startCpu } from '../../support/engine-cpu';
import { loadShippedModels } from '../../support/engine-wasm';

test('x', async () => {
  await startCpu();
  expect(tf.grad((x) => tf.square(x))(tf.scalar(3)).dataSync()[0]).toBe(6);
  const t = Date.now();
  const m = await loadShippedModels();
  console.log(tf.getBackend(), Date.now() - t, m.recognisers.length);
});
