import * as tf from '@tensorflow/tfjs-core';
import type { Recogniser } from '../recognise/recogniser';
import { adversarialGradient } from './adversarial-gradient';
import type { Pair } from './losses/pair-term';
import { pairTerm } from './losses/pair-term';
import type { Augmentation } from './transforms/augmentation';

/** Asks for E over a pair and its gradient, as data: another worker can be asked. */
export interface PairQuestion {
  /** The face's patch, [side, side, 3] RGB in [0, 1]. */
  readonly image: Float32Array;
  readonly side: number;
  readonly augmentation: Augmentation;
  readonly pair: Pair;
}

export interface PairAnswer {
  /** E, which may be no number. */
  readonly value: number;
  /** Gradient with respect to the image, [side, side, 3]. */
  readonly gradient: Float32Array;
}

/** Puts a question to a recogniser that works somewhere else. Rejects when that one is gone. */
export type AskElsewhere = (question: PairQuestion) => Promise<PairAnswer>;

/** Answers for whoever asked from elsewhere, with the same arithmetic as at home. */
export async function answerPairQuestion(
  recogniser: Recogniser,
  { image, side, augmentation, pair }: PairQuestion,
): Promise<PairAnswer> {
  const pixels = tf.tensor3d(image, [side, side, 3]);
  const { term, dispose } = pairTerm(pair);
  try {
    const { value, gradient } = await adversarialGradient(
      pixels,
      { recogniser, term },
      augmentation,
    );
    try {
      return { value, gradient: await gradient.data<'float32'>() };
    } finally {
      gradient.dispose();
    }
  } finally {
    pixels.dispose();
    dispose();
  }
}
