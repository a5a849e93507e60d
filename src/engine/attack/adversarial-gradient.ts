import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import type { Recogniser } from '../recognise/recogniser';
import type { AdversarialTerm } from './seams';
import type { Augmentation } from './transforms/augmentation';
import { viewPatch } from './transforms/augmentation';

export interface AdversarialGradient {
  /** E(embed(view(image))), which may be no number. */
  readonly value: number;
  /** Its gradient with respect to the image, [s, s, 3]. */
  readonly gradient: Float32Array;
}

/** Asks another worker for what adversarialGradient computes. */
export type GradientElsewhere = (
  image: Float32Array,
  side: number,
  augmentation: Augmentation,
) => Promise<AdversarialGradient>;

/** One recogniser and what its embedding of the face is charged. */
export interface AttackedRecogniser {
  readonly recogniser: Recogniser;
  readonly term: AdversarialTerm;
  /** The same recogniser with the same term in another worker, if there is one. */
  readonly elsewhere?: GradientElsewhere | undefined;
}

/**
 * E of one recogniser and its gradient with respect to `image` [side, side, 3] RGB in [0, 1], seen
 * through one augmentation. The image has been read when the call returns, and all the work is under
 * way, so that several recognisers can be asked before the first is waited for.
 */
export async function adversarialGradient(
  image: Float32Array,
  side: number,
  { recogniser, term, elsewhere }: AttackedRecogniser,
  augmentation: Augmentation,
): Promise<AdversarialGradient> {
  if (elsewhere) return elsewhere(image, side, augmentation);
  const { crop, inputSize } = recogniser;
  const patch = { width: side, height: side, data: image };
  const view = viewPatch(patch, crop, inputSize, augmentation);
  const { value, grad } = tf.tidy(() =>
    tf.valueAndGrad((x) => term(recogniser.embed(tf.expandDims(x as Tensor3D, 0))))(
      tf.tensor3d(view.pixels.data, [inputSize, inputSize, 3]),
    ),
  );
  try {
    const [e, gradient] = await Promise.all([readScalar(value), grad.data<'float32'>()]);
    return { value: e, gradient: view.back(gradient) };
  } finally {
    tf.dispose([value, grad]);
  }
}

async function readScalar(scalar: Scalar): Promise<number> {
  const [value = NaN] = await scalar.data();
  return value;
}
