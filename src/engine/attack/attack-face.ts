import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { EngineError } from '../engine-error';
import type { FindAgain } from '../align/find-again';
import type { Similarity } from '../geometry/similarity';
import type { EmbedFaces } from '../recognise/embed-face';
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
import type { Pixels } from './transforms/resample';
import { tensorOf } from './transforms/resample';
import { inTurn } from './turn';

export interface FaceAttack {
  /** Steps taken so far. */
  readonly steps: number;
  /** Steps without success after which to `relax`. */
  readonly stepsPerAttempt: number;
  /**
   * One gradient step. Returns how much is missing for the recogniser that lacks the most, each as
   * it was seen when it was last asked, through one augmentation: in its aim's unit, Infinity before
   * all were asked, -Infinity where E does not tell. Throws EngineError 'non-finite' when E is no
   * number.
   */
  step(): Promise<number>;
  /** Whether the patch as it is now, in whole 8-bit levels, satisfies every recogniser's aim. */
  isReached(slack: number): Promise<boolean>;
  /** An attempt was not enough: the recipe may make success easier, or start again. */
  relax(): void;
  /** The perturbation [s, s, 3] in [0, 1] units. */
  read(): Float32Array;
  dispose(): void;
}

/** How an attack reaches the networks beside the gradients of its aims. */
export interface AttackTools {
  /** Where the face is aligned now; without it views show it as it was aligned. */
  readonly findAgain?: FindAgain | undefined;
  /** Embeddings by whoever computes them; here where it is not said. */
  readonly embed?: EmbedFaces | undefined;
}

/** After how many gradients it is looked where the landmarks are now. */
const GRADIENTS_PER_LOOK = 12;

/** Weight of the adversarial term beside a price, the paper's alpha. */
const ALPHA = 1;

/**
 * Gradients that are asked for at the same time where recognisers are asked in turn. Each is of the
 * perturbation as it was when it was asked for, one step ago: so two cores work on one face, and what
 * comes of it does not depend on how many there are.
 */
const IN_FLIGHT = 3;

/** Gradients that were asked for together, and of which recognisers. */
interface Asked {
  readonly who: readonly number[];
  readonly gradients: Promise<AdversarialGradient[]>;
}

/**
 * Attacks one face in its canonical patch `original` RGB in [0, 1] (which it does not change; the
 * aims are the caller's and must live as long as the attack). A step takes the gradient of
 * alpha * L_adv + L_per (equation 1 of the paper) of the recognisers that the recipe asks, each
 * through an augmentation of its own; of several L_adv are balanced (balanced-gradient.ts). With
 * `findAgain` half of the draws show the face as it would be aligned now: a change moves the
 * landmarks, and the face that is aligned by them may be recognised where the one in its old place
 * is not (docs/decisions/0039). The caller disposes the attack, not while a step is under way.
 */
export function attackFace(
  original: Pixels,
  recipe: AttackRecipe,
  aims: readonly Aim[],
  random: Random,
  { findAgain, embed }: AttackTools = {},
): FaceAttack {
  let steps = 0;
  let asked = 0;
  let found: Similarity | undefined;
  let missing = aims.map(() => Infinity);
  const underWay: Asked[] = [];
  const begin = (): Float32Array => {
    const noise = recipe.start(original.data.length, random);
    recipe.budget.project(noise);
    return noise;
  };
  let delta = begin();
  const everyone = aims.map((_, i) => i);
  const turn = recipe.inTurn === undefined ? undefined : inTurn(aims.length, recipe.inTurn, random);

  const changed = (): Float32Array => {
    const image = original.data.slice();
    for (let i = 0; i < image.length; i++) image[i]! += delta[i]!;
    return image;
  };

  const draw = (): Augmentation => {
    const drawn = recipe.augment(random, asked);
    return found && random() < 0.5 ? { ...drawn, alignment: found } : drawn;
  };

  const lookAgain = async (): Promise<void> => {
    if (findAgain) found = (await findAgain(changed())) ?? found;
  };

  const isReachedBy = async (how: Augmentation, slack: number): Promise<boolean> => {
    const recognisers = aims.map((aim) => aim.recogniser);
    const patch = { ...original, data: changed() };
    const embeddings = await embedQuantised(patch, recognisers, how, embed);
    return aims.every((aim, i) => aim.criterion(embeddings[i] ?? new Float32Array(), slack));
  };

  const ask = (): Asked => {
    const who = turn ? [turn.next(missing)] : everyone;
    const image = changed();
    const each = who.flatMap((i) => {
      const aim = aims[i];
      return aim ? [adversarialGradient(image, original.width, aim, draw())] : [];
    });
    asked += 1;
    const gradients = allOrNone(each);
    // Told to the step that waits for it.
    gradients.catch(() => undefined);
    return { who, gradients };
  };

  return {
    get steps() {
      return steps;
    },
    stepsPerAttempt: recipe.stepsPerAttempt,
    async step() {
      while (underWay.length < (turn ? IN_FLIGHT : 1)) underWay.push(ask());
      const [{ who, gradients } = ask()] = underWay.splice(0, 1);
      const given = await gradients;
      const values = given.map((one) => one.value);
      missing = missing.map((before, i) => {
        const at = who.indexOf(i);
        return at < 0 ? before : (aims[i]?.missing(values[at] ?? NaN) ?? before);
      });
      const adversarial = balancedGradient(
        given.map((one) => one.gradient),
        who.map((i) => missing[i] ?? 0),
      );
      if (recipe.price) {
        const price = priceGradient(recipe.price, { ...original, data: delta });
        for (let i = 0; i < price.length; i++) adversarial[i] = ALPHA * adversarial[i]! + price[i]!;
      }
      recipe.optimiser.step(delta, adversarial);
      recipe.budget.project(delta);
      steps += 1;
      if (!values.every(Number.isFinite)) {
        throw new EngineError('non-finite', `Step ${String(steps)}`);
      }
      if (steps % GRADIENTS_PER_LOOK === 0) await lookAgain();
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
      underWay.length = 0;
      recipe.optimiser.reset();
      delta = begin();
    },
    read: () => delta.slice(),
    dispose() {
      recipe.dispose?.();
    },
  };
}

/** Waits for all, even when one fails: none may be at work when the attack ends. */
async function allOrNone(asked: Promise<AdversarialGradient>[]): Promise<AdversarialGradient[]> {
  const settled = await Promise.allSettled(asked);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

/** With respect to `delta`; the price is of tensors, which are gone afterwards. */
function priceGradient(price: Price, delta: Pixels): Float32Array {
  return tf.tidy(() =>
    tf
      .grad((d) => price(d as Tensor3D))(tensorOf(delta))
      .dataSync<'float32'>(),
  );
}
