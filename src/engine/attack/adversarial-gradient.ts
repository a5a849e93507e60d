import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import type { Recogniser } from '../recognise/recogniser';
import type { AdversarialTerm } from './seams';
import type { Augmentation } from './transforms/augmentation';
import { viewPatch } from './transforms/augmentation';

/** Asks another worker for what adversarialGradient computes. Rejects when that one is gone. */
export type GradientElsewhere = (
  image: Float32Array,
  side: number,
  augmentation: Augmentation,
) => Promise<{ readonly value: number; readonly gradient: Float32Array }>;

/** One recogniser and what its embedding of the face is charged. */
export interface AttackedRecogniser {
  readonly recogniser: Recogniser;
  readonly term: AdversarialTerm;
  /** The same recogniser with the same term in another worker, if there is one. */
  readonly elsewhere?: GradientElsewhere | undefined;
}

export interface AdversarialGradient {
  /** E(embed(view(image))), which may be no number. */
  readonly value: number;
  /** Its gradient with respect to the image, [s, s, 3]. The caller disposes it. */
  readonly gradient: Tensor3D;
}

/**
 * E of one recogniser and its gradient with respect to `image` [s, s, 3] RGB in [0, 1], seen
 * through one augmentation. All the work is under way when the call returns, so that several
 * recognisers can be asked before the first is waited for. `image` must live until the result is
 * there.
 */
export async function adversarialGradient(
  image: Tensor3D,
  attacked: AttackedRecogniser,
  augmentation: Augmentation,
): Promise<AdversarialGradient> {
  if (attacked.elsewhere) {
    const [side] = image.shape;
    // Read at once: waiting for the values would let this worker's own gradient go first.
    const pixels = image.dataSync<'float32'>();
    const found = await attacked.elsewhere(pixels, side, augmentation).catch(() => undefined);
    if (found) return { value: found.value, gradient: tf.tensor3d(found.gradient, image.shape) };
  }
  const { value, grad } = tf.tidy(() =>
    tf.valueAndGrad((x) => {
      const { recogniser, term } = attacked;
      const view = viewPatch(x as Tensor3D, recogniser.crop, recogniser.inputSize, augmentation);
      return term(recogniser.embed(tf.expandDims(view, 0)));
    })(image),
  );
  try {
    return { value: await readScalar(value), gradient: grad as Tensor3D };
  } catch (error) {
    grad.dispose();
    throw error;
  }
}

async function readScalar(scalar: Scalar): Promise<number> {
  try {
    const [value = NaN] = await scalar.data();
    return value;
  } finally {
    scalar.dispose();
  }
}
