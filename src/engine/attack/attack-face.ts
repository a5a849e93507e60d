import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import type { Recogniser } from '../recognise/recogniser';
import type { Random } from '../seeded-random';
import type { AttackRecipe } from './forms/attack-form';
import { pairSimilarity } from './losses/pair-similarity';
import type { Augmentation } from './transforms/augmentation';
import { NO_AUGMENTATION, drawAugmentation, viewPatch } from './transforms/augmentation';

/** One recogniser and the face that it must stop matching. */
export interface AttackedRecogniser {
  readonly recogniser: Recogniser;
  /** Embedding of the clean face, [d], L2 norm 1. Owned by the caller. */
  readonly clean: Tensor1D;
}

export interface FaceAttack {
  /** Gradients taken so far. */
  readonly steps: number;
  /**
   * One gradient step. Returns the mean cosine over the recognisers that it started from, each
   * through one augmentation. Throws EngineError 'non-finite' when it is no number.
   */
  step(): Promise<number>;
  /** Largest cosine to the clean face over the recognisers, of the patch as it is now. */
  similarity(): Promise<number>;
  /** A round of steps was not enough: the recipe may make success easier. */
  relax(): void;
  /** The perturbation [s, s, 3] in [0, 1] units. */
  read(): Promise<Float32Array>;
  dispose(): void;
}

/** Start away from the clean face, where the gradient of the cosine is zero. Root mean square. */
const START_NOISE = 0.25 / 255;

/**
 * Attacks one face in its canonical patch `original` [s, s, 3] RGB in [0, 1] (owned by the caller;
 * must live as long as the attack). Each step draws one augmentation per recogniser and takes one
 * gradient of the recipe's loss. The caller disposes the attack.
 */
export function attackFace(
  original: Tensor3D,
  recipe: AttackRecipe,
  attacked: readonly AttackedRecogniser[],
  random: Random,
): FaceAttack {
  let steps = 0;
  let delta = tf.tidy(() => recipe.budget.project(startNoise(original.shape, random)));

  const similarityIn = (
    image: Tensor3D,
    { recogniser, clean }: AttackedRecogniser,
    augmentation: Augmentation,
  ): Scalar => {
    const view = viewPatch(image, recogniser.crop, recogniser.inputSize, augmentation);
    return pairSimilarity(recogniser.embed(tf.expandDims(view, 0)), clean);
  };

  return {
    get steps() {
      return steps;
    },
    async step() {
      const draws = attacked.map(() => drawAugmentation(random));
      let similarity: Scalar | undefined;
      const next = tf.tidy(() => {
        const { grad } = tf.valueAndGrad((d) => {
          const image = tf.add<Tensor3D>(original, d);
          const terms = attacked.map((one, i) =>
            similarityIn(image, one, draws[i] ?? NO_AUGMENTATION),
          );
          const mean = tf.div<Scalar>(tf.addN(terms), terms.length);
          similarity = tf.keep(tf.clone(mean));
          return recipe.loss(mean, d as Tensor3D);
        })(delta);
        return recipe.budget.project(recipe.optimiser.step(delta, grad as Tensor3D));
      });
      delta.dispose();
      delta = tf.keep(next);
      steps += 1;
      const [value = NaN] = (await similarity?.data()) ?? [];
      similarity?.dispose();
      if (!Number.isFinite(value)) throw new EngineError('non-finite', `Step ${String(steps)}`);
      return value;
    },
    async similarity() {
      const values = tf.tidy(() => {
        const image = tf.add<Tensor3D>(original, delta);
        return tf.stack(attacked.map((one) => similarityIn(image, one, NO_AUGMENTATION)));
      });
      const data = await values.data();
      values.dispose();
      return Math.max(...data);
    },
    relax: () => {
      recipe.relax();
    },
    read: async () => (await delta.data()) as Float32Array,
    dispose() {
      delta.dispose();
      recipe.dispose();
    },
  };
}

function startNoise(shape: [number, number, number], random: Random): Tensor3D {
  const values = new Float32Array(shape[0] * shape[1] * shape[2]);
  // Uniform noise of this half-width has the wanted root mean square.
  const half = START_NOISE * Math.sqrt(3);
  for (let i = 0; i < values.length; i++) values[i] = (2 * random() - 1) * half;
  return tf.tensor3d(values, shape);
}
