import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import type { Calibration, FrameCrop, RecogniserEntry } from '../models/model-index';
import type { FrozenNetwork } from '../network/frozen-network';

/** A face recogniser: aligned faces in, embeddings out. */
export interface Recogniser {
  readonly id: string;
  /** Side of its square input, pixels. */
  readonly inputSize: number;
  readonly crop: FrameCrop;
  readonly calibration: Calibration;
  /**
   * Embeddings of aligned faces: [n, inputSize, inputSize, 3] RGB in [0, 1] to [n, d], each row of
   * L2 norm 1. Differentiable. The caller disposes the result.
   */
  embed(alignedFaces: Tensor4D): Tensor2D;
  dispose(): void;
}

/** The recogniser takes over `network` and disposes it. */
export function createRecogniser(entry: RecogniserEntry, network: FrozenNetwork): Recogniser {
  const { mean, deviation, channels } = entry.normalisation;
  const inRgb = (values: number[]): number[] => (channels === 'rgb' ? values : values.reverse());
  const scale = tf.keep(tf.tensor1d(inRgb(deviation.map((d) => entry.normalisation.scale / d))));
  const shift = tf.keep(tf.tensor1d(inRgb(mean.map((m, i) => m / (deviation[i] ?? 1)))));
  const embed = (faces: Tensor4D): Tensor2D =>
    tf.tidy(() => {
      const [features] = network.run(tf.sub(tf.mul(faces, scale), shift));
      if (!features) throw new EngineError('bad-model', `${entry.id} gave no embedding`);
      return l2Normalise(tf.reshape(features, [faces.shape[0], entry.embedding]));
    });
  return {
    id: entry.id,
    inputSize: entry.input.size,
    crop: entry.crop,
    calibration: entry.calibration,
    embed,
    dispose: () => {
      network.dispose();
      scale.dispose();
      shift.dispose();
    },
  };
}

/** Avoids a division by zero; far below the norm of any embedding. */
const TINY = 1e-12;

function l2Normalise(rows: Tensor2D): Tensor2D {
  return tf.div(rows, tf.sqrt(tf.add(tf.sum(tf.square(rows), 1, true), TINY)));
}
