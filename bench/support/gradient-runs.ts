import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Recogniser } from '../../src/engine/recognise/recogniser';

export type What = 'forward' | 'gradient';

/** One network's runs on faces of noise, on whatever backend is on. */
export interface GradientRuns {
  run(what: What, batch: number): void;
}

/** Prepares the inputs, so that a run is nothing but the network. */
export function gradientRuns(recogniser: Recogniser, batches: readonly number[]): GradientRuns {
  const side = recogniser.inputSize;
  const noise = (count: number): Tensor4D => tf.randomUniform([count, side, side, 3]);
  const towards = tf.tidy(() => recogniser.embed(noise(1)));
  const inputs = new Map(batches.map((batch) => [batch, noise(batch)] as const));
  const gradient = tf.grad((x: Tensor) => tf.sum(tf.mul(recogniser.embed(x as Tensor4D), towards)));
  return {
    run(what, batch) {
      const faces = inputs.get(batch);
      if (!faces) throw new Error(`No input of ${String(batch)} faces`);
      const result = tf.tidy(() =>
        what === 'forward' ? recogniser.embed(faces) : gradient(faces),
      );
      // Outside of the tidy, which would look for tensors in every number that is read.
      result.dataSync();
      result.dispose();
    },
  };
}
