import type { Recogniser } from '../recognise/recogniser';
import type { AdversarialGradient } from './adversarial-gradient';
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

/** Answers for whoever asked from elsewhere, with the same arithmetic as at home. */
export async function answerPairQuestion(
  recogniser: Recogniser,
  { image, side, augmentation, pair }: PairQuestion,
): Promise<AdversarialGradient> {
  const { term, dispose } = pairTerm(pair);
  try {
    return await adversarialGradient(image, side, { recogniser, term }, augmentation);
  } finally {
    dispose();
  }
}
