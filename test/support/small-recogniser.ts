import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Recogniser } from '../../src/engine/recognise/recogniser';
import { seededValues } from './engine-gradients';

/** Side of what it looks at. */
export const INPUT = 16;
const DIMENSIONS = 8;

/** Its genuineMean less its impostorMean: what slack is counted in. */
export const UNIT = 0.4;

/**
 * A recogniser of one random layer, always the same: enough to be attacked, quick on the plain
 * backend. Its weights lie in +-`scale`. The caller disposes it.
 */
export function smallRecogniser(scale = 1): Recogniser {
  const count = INPUT * INPUT * 3;
  const values = seededValues(count * DIMENSIONS, -scale, scale, 31);
  const matrix = tf.tensor2d(values, [count, DIMENSIONS]);
  return {
    id: 'small',
    inputSize: INPUT,
    crop: { x: 0, y: 0, side: 112 },
    calibration: {
      genuineMean: 0.7,
      impostorMean: 0.3,
      thresholds: { '1e-2': 0.5, '1e-3': 0.6, '1e-4': 0.7 },
    },
    embed: (faces: Tensor4D) =>
      tf.tidy(() => {
        const features = tf.matMul(tf.reshape(tf.sub(faces, 0.5), [-1, count]), matrix);
        return tf.div(features, tf.norm(features, 2, 1, true));
      }),
    dispose: () => {
      matrix.dispose();
    },
  };
}
