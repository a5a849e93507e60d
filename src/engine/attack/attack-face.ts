import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor3D } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import type { Random } from '../seeded-random';
import type { AdversarialGradient, AttackedRecogniser } from './adversarial-gradient';
import { adversarialGradient } from './adversarial-gradient';
import type { AttackRecipe } from './forms/attack-form';
import { pairSimilarity } from './losses/pair-similarity';
import type { Price } from './seams';
import { NO_AUGMENTATION, drawAugmentation, viewPatch } from './transforms/augmentation';

/** A recogniser that is attacked, and the face that it must stop matching. */
export interface AttackedFace extends AttackedRecogniser {
  /** Embedding of the clean face, [d], L2 norm 1. Owned by the caller. */
  readonly clean: Tensor1D;
}

export interface FaceAttack {
  /** Gradients taken so far. */
  readonly steps: number;
  /**
   * One gradient step. Returns the mean of E over the recognisers that it started from, each
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

/** Weight of the adversarial term beside the price, the paper's alpha. */
const ALPHA = 1;
/** Start away from the clean face, where the gradient of the cosine is zero. Root mean square. */
const START_NOISE = 0.25 / 255;

/**
 * Attacks one face in its canonical patch `original` [s, s, 3] RGB in [0, 1] (owned by the caller;
 * must live as long as the attack). Each step draws one augmentation per recogniser and takes one
 * gradient of alpha * (mean of E over the recognisers) + L_per. The caller disposes the attack, not
 * while a step is under way.
 */
export function attackFace(
  original: Tensor3D,
  recipe: AttackRecipe,
  attacked: readonly AttackedFace[],
  random: Random,
): FaceAttack {
  let steps = 0;
  let delta = tf.tidy(() => recipe.budget.project(startNoise(original.shape, random)));

  const askEach = async (): Promise<AdversarialGradient[]> => {
    const image = tf.add<Tensor3D>(original, delta);
    try {
      return await allOrNone(
        attacked.map((one) => adversarialGradient(image, one, drawAugmentation(random))),
      );
    } finally {
      image.dispose();
    }
  };

  return {
    get steps() {
      return steps;
    },
    async step() {
      const asked = await askEach();
      const next = tf.tidy(() => {
        const adversarial = tf.mul<Tensor3D>(meanGradient(asked), ALPHA);
        const gradient = tf.add<Tensor3D>(adversarial, priceGradient(recipe.price, delta));
        return recipe.budget.project(recipe.optimiser.step(delta, gradient));
      });
      tf.dispose(asked.map((one) => one.gradient));
      delta.dispose();
      delta = tf.keep(next);
      steps += 1;
      const value = asked.reduce((sum, one) => sum + one.value, 0) / asked.length;
      if (!Number.isFinite(value)) throw new EngineError('non-finite', `Step ${String(steps)}`);
      return value;
    },
    async similarity() {
      const values = tf.tidy(() => {
        const image = tf.add<Tensor3D>(original, delta);
        return tf.stack(attacked.map((one) => plainSimilarity(image, one)));
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

/** Waits for all, even when one fails: then the gradients of the others are not left behind. */
async function allOrNone(asked: Promise<AdversarialGradient>[]): Promise<AdversarialGradient[]> {
  const settled = await Promise.allSettled(asked);
  const done = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = settled.find((one) => one.status === 'rejected');
  if (!failed) return done;
  tf.dispose(done.map((one) => one.gradient));
  throw failed.reason;
}

function meanGradient(asked: readonly AdversarialGradient[]): Tensor3D {
  return tf.div<Tensor3D>(tf.addN(asked.map((one) => one.gradient)), asked.length);
}

function priceGradient(price: Price, delta: Tensor3D): Tensor3D {
  return tf.grad((d) => price(d as Tensor3D))(delta) as Tensor3D;
}

function plainSimilarity(image: Tensor3D, { recogniser, clean }: AttackedFace): Scalar {
  const view = viewPatch(image, recogniser.crop, recogniser.inputSize, NO_AUGMENTATION);
  return pairSimilarity(recogniser.embed(tf.expandDims(view, 0)), clean);
}

function startNoise(shape: [number, number, number], random: Random): Tensor3D {
  const values = new Float32Array(shape[0] * shape[1] * shape[2]);
  // Uniform noise of this half-width has the wanted root mean square.
  const half = START_NOISE * Math.sqrt(3);
  for (let i = 0; i < values.length; i++) values[i] = (2 * random() - 1) * half;
  return tf.tensor3d(values, shape);
}
