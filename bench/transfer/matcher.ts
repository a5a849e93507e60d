import { createPhotoPyramid } from '../../src/engine/geometry/photo-pyramid';
import * as tf from '@tensorflow/tfjs-core';
import type { FivePoints } from '../../src/engine/align/five-points';
import { alignFace } from '../../src/engine/align/align-face';
import type { FrameCrop } from '../../src/engine/models/model-index';
import type { Photo } from '../../src/engine/photo';
import type { Recogniser } from '../../src/engine/recognise/recogniser';

/** False accept rates at which pairs are judged; the strict one, that of a lenient matcher, first. */
export const RATES = ['1e-2', '1e-3'] as const;
export type Rate = (typeof RATES)[number];
/** Least cosine that counts as a match, by false accept rate. */
export type Thresholds = Readonly<Record<Rate, number>>;

/** Whoever compares faces: an attacked recogniser, one that is left out, or the judge. */
export interface Matcher {
  readonly id: string;
  /** Side of its square input, pixels. */
  readonly size: number;
  readonly crop: FrameCrop;
  readonly thresholds: Thresholds;
  /**
   * Embeddings of aligned faces, each [size, size, 3] RGB in [0, 1]; each embedding of L2 norm 1.
   */
  embed(faces: readonly Float32Array[]): Promise<Float32Array[]>;
}

/** A recogniser of the engine as a matcher; it stays the caller's. */
export function matcherOf(recogniser: Recogniser): Matcher {
  const size = recogniser.inputSize;
  return {
    id: recogniser.id,
    size,
    crop: recogniser.crop,
    thresholds: recogniser.calibration.thresholds,
    embed: async (faces) => {
      const embeddings: Float32Array[] = [];
      for (const face of faces) {
        const embedding = tf.tidy(() => recogniser.embed(tf.tensor4d(face, [1, size, size, 3])));
        embeddings.push(await embedding.data<'float32'>());
        embedding.dispose();
      }
      return embeddings;
    },
  };
}

/** What a plain user of the matcher computes. */
export async function embedPlain(
  photo: Photo,
  points: FivePoints,
  matcher: Matcher,
): Promise<Float32Array> {
  const face = alignFace(createPhotoPyramid(photo), points, matcher.crop, matcher.size);
  const [embedding] = await matcher.embed([face]);
  return embedding!;
}
