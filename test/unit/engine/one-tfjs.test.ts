import * as tf from '@tensorflow/tfjs-core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { expect, test } from 'vitest';
import { startCpu } from '../../support/engine-cpu';

test('the backends and the gradients stand on the same tfjs-core as the engine', async () => {
  await startCpu();
  expect(Object.getPrototypeOf(MathBackendCPU)).toBe(tf.KernelBackend);
  expect(Object.getPrototypeOf(BackendWasm)).toBe(tf.KernelBackend);
  expect(
    tf
      .grad((x) => tf.square(x))(tf.scalar(3))
      .dataSync()[0],
  ).toBe(6);
});
