import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Recogniser } from '../recognise/recogniser';
import type { Augmentation } from './transforms/augmentation';
import { viewPatch } from './transforms/augmentation';

/**
 * Embeddings, one per recogniser, of the patch `image` [s, s, 3] as `how` shows it.
 */
export async function embedView(
  image: Tensor3D,
  recognisers: readonly Recogniser[],
  how: Augmentation,
): Promise<Float32Array[]> {
  const embeddings = tf.tidy(() =>
    recognisers.map((recogniser) => {
      const view = viewPatch(image, recogniser.crop, recogniser.inputSize, how);
      return recogniser.embed(tf.expandDims(view, 0));
    }),
  );
  try {
    const read = embeddings.map(async (embedding) => (await embedding.data()) as Float32Array);
    return await Promise.all(read);
  } finally {
    tf.dispose(embeddings);
  }
}

/**
 * `original` + `delta` as a file would hold it, in whole 8-bit levels, [0, 1] units: success is never
 * judged on the float image. The caller disposes the result.
 */
export function quantised(original: Tensor3D, delta: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const image = tf.clipByValue(tf.add<Tensor3D>(original, delta), 0, 1);
    return tf.div(tf.round(tf.mul(image, 255)), 255);
  });
}
