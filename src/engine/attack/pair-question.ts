import * as tf from '@tensorflow/tfjs-core';
import type { AttackMode } from '../protect-types';
import type { Recogniser } from '../recognise/recogniser';
import { adversarialGradient } from './adversarial-gradient';
import { pairLoss } from './losses/pair-loss';
import type { Augmentation } from './transforms/augmentation';

/** Asks for E over a pair and its gradient, as data: another worker can be asked. */
export interface PairQuestion {
  /** The face's patch, [side, side, 3] RGB in [0, 1]. */
  readonly image: Float32Array;
  readonly side: number;
  readonly augmentation: Augmentation;
  readonly mode: AttackMode;
  /** Embedding that the face is pushed away from or pulled to, by the mode; L2 norm 1. */
  readonly embedding: Float32Array;
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
  { image, side, augmentation, mode, embedding }: PairQuestion,
): Promise<PairAnswer> {
  const pixels = tf.tensor3d(image, [side, side, 3]);
  const reference = tf.tensor1d(embedding);
  try {
    const { value, gradient } = await adversarialGradient(
      pixels,
      { recogniser, term: (own) => pairLoss(mode, own, reference) },
      augmentation,
    );
    try {
      return { value, gradient: await gradient.data<'float32'>() };
    } finally {
      gradient.dispose();
    }
  } finally {
    tf.dispose([pixels, reference]);
  }
}
