import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import type { FindAgain } from '../align/find-again';
import type { Similarity } from '../geometry/similarity';
import type { Random } from '../seeded-random';
import type { AdversarialGradient } from './adversarial-gradient';
import { adversarialGradient } from './adversarial-gradient';
import type { Aim } from './aims/aim';
import { balancedGradient } from './balanced-gradient';
import { embedQuantised } from './embed-quantised';
import type { AttackRecipe } from './forms/attack-form';
import type { Price } from './seams';
import type { Augmentation } from './transforms/augmentation';
import { NO_AUGMENTATION } from './transforms/augmentation';

export interface FaceAttack {
  /** Gradients taken so far. */
  readonly steps: number;
  /** Steps without success after which to `relax`. */
  readonly stepsPerAttempt: number;
  /**
   * One gradient step. Returns how much was missing before it, for the recogniser that lacks the
   * most, each seen through one augmentation: in its aim's unit, -Infinity where E does not tell.
   * Throws EngineError 'non-finite' when E is no number.
   */
  step(): Promise<number>;
  /** Whether the patch as it is now, in whole 8-bit levels, satisfies every recogniser's aim. */
  isReached(slack: number): Promise<boolean>;
  /** An attempt was not enough: the recipe may make success easier, or start again. */
  relax(): void;
  /** The perturbation [s, s, 3] in [0, 1] units. */
  read(): Promise<Float32Array>;
  dispose(): void;
}

/** After how many steps it is looked where the landmarks are now. */
const STEPS_PER_LOOK = 8;

/** Weight of the adversarial term beside the price, the paper's alpha. */
const ALPHA = 1;

/**
 * Attacks one face in its canonical patch `original` [s, s, 3] RGB in [0, 1] (owned by the caller,
 * as the aims are; both must live as long as the attack). Each step draws one augmentation per
 * recogniser and takes one gradient of alpha * L_adv + L_per (equation 1 of the paper), where
 * several recognisers' L_adv are balanced (balanced-gradient.ts). With `findAgain` half of the draws
 * show the face as it would be aligned now: a change moves the landmarks, and the face that is
 * aligned by them may be recognised where the one in its old place is not (docs/decisions/0039).
 * The caller disposes the attack, not while a step is under way.
 */
export function attackFace(
  original: Tensor3D,
  recipe: AttackRecipe,
  aims: readonly Aim[],
  random: Random,
  findAgain?: FindAgain,
): FaceAttack {
  let steps = 0;
  let found: Similarity | undefined;
  const begin = (): Tensor3D =>
    tf.tidy(() => recipe.budget.project(recipe.start(original.shape, random)));
  let delta = begin();

  const draw = (): Augmentation => {
    const drawn = recipe.augment(random, steps);
    return found && random() < 0.5 ? { ...drawn, alignment: found } : drawn;
  };

  const lookAgain = async (): Promise<void> => {
    if (!findAgain) return;
    const image = tf.add<Tensor3D>(original, delta);
    try {
      found = (await findAgain(await image.data<'float32'>())) ?? found;
    } finally {
      image.dispose();
    }
  };

  const isReachedBy = async (how: Augmentation, slack: number): Promise<boolean> => {
    const recognisers = aims.map((aim) => aim.recogniser);
    const embeddings = await embedQuantised(original, delta, recognisers, how);
    return aims.every((aim, i) => aim.criterion(embeddings[i] ?? new Float32Array(), slack));
  };

  const askEach = async (): Promise<AdversarialGradient[]> => {
    const image = tf.add<Tensor3D>(original, delta);
    try {
      return await allOrNone(aims.map((aim) => adversarialGradient(image, aim, draw())));
    } finally {
      image.dispose();
    }
  };

  return {
    get steps() {
      return steps;
    },
    stepsPerAttempt: recipe.stepsPerAttempt,
    async step() {
      const asked = await askEach();
      const missing = aims.map((aim, i) => aim.missing(asked[i]?.value ?? NaN));
      const next = tf.tidy(() => {
        const gradients = asked.map((one) => one.gradient);
        const adversarial = tf.mul<Tensor3D>(balancedGradient(gradients, missing), ALPHA);
        const gradient = recipe.price
          ? tf.add<Tensor3D>(adversarial, priceGradient(recipe.price, delta))
          : adversarial;
        return recipe.budget.project(recipe.optimiser.step(delta, gradient));
      });
      tf.dispose(asked.map((one) => one.gradient));
      delta.dispose();
      delta = tf.keep(next);
      steps += 1;
      if (!asked.every(({ value }) => Number.isFinite(value))) {
        throw new EngineError('non-finite', `Step ${String(steps)}`);
      }
      if (steps % STEPS_PER_LOOK === 0) await lookAgain();
      return Math.max(...missing);
    },
    async isReached(slack) {
      await lookAgain();
      if (!(await isReachedBy(NO_AUGMENTATION, slack))) return false;
      if (!found) return true;
      return await isReachedBy({ ...NO_AUGMENTATION, alignment: found }, slack);
    },
    relax: () => {
      if (recipe.relax() === 'continue') return;
      recipe.optimiser.dispose();
      delta.dispose();
      delta = begin();
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

function priceGradient(price: Price, delta: Tensor3D): Tensor3D {
  return tf.grad((d) => price(d as Tensor3D))(delta) as Tensor3D;
}
