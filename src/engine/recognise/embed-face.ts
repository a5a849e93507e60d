import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { alignFace } from '../align/align-face';
import type { FivePoints } from '../align/five-points';
import { checkOutput } from '../network/sound-output';
import type { Photo } from '../photo';
import type { Recogniser } from './recogniser';

/**
 * Embedding of the face at `points`, L2 norm 1: what any user of the recogniser would compute. Throws
 * EngineError 'non-finite' when it is none.
 */
export async function embedFace(
  photo: Photo,
  points: FivePoints,
  recogniser: Recogniser,
): Promise<Float32Array> {
  const size = recogniser.inputSize;
  const aligned = alignFace(photo, points, recogniser.crop, size);
  const embedding = tf.tidy(() => {
    const faces: Tensor4D = tf.tensor4d(aligned, [1, size, size, 3]);
    return recogniser.embed(faces);
  });
  try {
    const values = await embedding.data<'float32'>();
    checkOutput(values, recogniser.id);
    return values;
  } finally {
    embedding.dispose();
  }
}
