import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { Recogniser } from '../recognise/recogniser';
import type { Augmentation } from './transforms/augmentation';
import { NO_AUGMENTATION, viewPatch } from './transforms/augmentation';

/**
 * Embeddings, one per recogniser, of the patch `original` + `delta` [s, s, 3] as a file would hold
 * it, in whole 8-bit levels, seen plainly or as `how` says. Success is never judged on the float
 * image.
 */
export async function embedQuantised(
  original: Tensor3D,
  delta: Tensor3D,
  recognisers: readonly Recogniser[],
  how: Augmentation = NO_AUGMENTATION,
): Promise<Float32Array[]> {
  const embeddings = tf.tidy(() => {
    const image = quantise(tf.add<Tensor3D>(original, delta));
    return recognisers.map((recogniser) => {
      const view = viewPatch(image, recogniser.crop, recogniser.inputSize, how);
      return recogniser.embed(tf.expandDims(view, 0));
    });
  });
  try {
    const read = embeddings.map(async (embedding) => (await embedding.data()) as Float32Array);
    return await Promise.all(read);
  } finally {
    tf.dispose(embeddings);
  }
}

/** To the nearest of the 256 levels: [0, 1] in, [0, 1] out. */
function quantise(image: Tensor3D): Tensor3D {
  return tf.div(tf.round(tf.mul(tf.clipByValue(image, 0, 1), 255)), 255);
}
