import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import type { Recogniser } from '../recognise/recogniser';
import type { AdversarialTerm } from './seams';
import type { Augmentation } from './transforms/augmentation';
import { viewPatch } from './transforms/augmentation';

/** One recogniser and what its embedding of the face is charged. */
export interface AttackedRecogniser {
  readonly recogniser: Recogniser;
  readonly term: AdversarialTerm;
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
 * recognisers can be asked before the first is waited for. `image` must live until then.
 */
export async function adversarialGradient(
  image: Tensor3D,
  { recogniser, term }: AttackedRecogniser,
  augmentation: Augmentation,
): Promise<AdversarialGradient> {
  const { value, grad } = tf.tidy(() =>
    tf.valueAndGrad((x) => {
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
