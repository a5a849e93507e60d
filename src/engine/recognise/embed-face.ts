import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { alignFace } from '../align/align-face';
import type { FivePoints } from '../align/five-points';
import { createPhotoPyramid } from '../geometry/photo-pyramid';
import { checkOutput } from '../network/sound-output';
import type { Photo } from '../photo';
import type { Recogniser } from './recogniser';

/**
 * Embeddings of aligned faces, each [inputSize, inputSize, 3] RGB in [0, 1], in their order; each of
 * L2 norm 1. Rejects with EngineError 'non-finite' when one is none.
 */
export type EmbedFaces = (
  recogniser: Recogniser,
  faces: readonly Float32Array[],
) => Promise<Float32Array[]>;

/** Faces that go through a network at once: more gain nothing on wasm and take memory. */
const MOST_AT_ONCE = 4;

/** Computes them on the backend of this thread. */
export const embedHere: EmbedFaces = async (recogniser, faces) => {
  const embeddings: Float32Array[] = [];
  for (let from = 0; from < faces.length; from += MOST_AT_ONCE) {
    embeddings.push(...(await embedBatch(recogniser, faces.slice(from, from + MOST_AT_ONCE))));
  }
  return embeddings;
};

async function embedBatch(
  recogniser: Recogniser,
  faces: readonly Float32Array[],
): Promise<Float32Array[]> {
  const size = recogniser.inputSize;
  const embeddings = tf.tidy(() => {
    const each = faces.map((face) => tf.tensor3d(face, [size, size, 3]));
    return recogniser.embed(tf.stack(each) as Tensor4D);
  });
  try {
    const values = await embeddings.data<'float32'>();
    checkOutput(values, recogniser.id);
    const length = values.length / faces.length;
    return faces.map((_, i) => values.slice(i * length, (i + 1) * length));
  } finally {
    embeddings.dispose();
  }
}

/** Embedding of the face at `points`, L2 norm 1: what any user of the recogniser would compute. */
export async function embedFace(
  photo: Photo,
  points: FivePoints,
  recogniser: Recogniser,
): Promise<Float32Array> {
  const aligned = alignFace(
    createPhotoPyramid(photo),
    points,
    recogniser.crop,
    recogniser.inputSize,
  );
  const [embedding = new Float32Array()] = await embedHere(recogniser, [aligned]);
  return embedding;
}
