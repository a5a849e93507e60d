import { matchLimit, similarityUnit } from '../../criterion/match-limit';
import { isReached, standingOf } from '../../criterion/reached';
import { targetThreshold } from '../../criterion/target';
import type { Recogniser } from '../../recognise/recogniser';
import type { Pair, WeightedDecoy } from '../losses/pair-term';
import { pairTerm } from '../losses/pair-term';
import type { AdversarialGradient } from '../adversarial-gradient';
import type { PairQuestion } from '../pair-question';
import type { Aim } from './aim';

/** What a target's loss lowers: the distance to it, or that and the likeness to the original. */
export type Pull = 'approach' | 'exchange';

/**
 * From where on each half of the way to a target costs nothing: so far beyond its limit, in units of
 * similarity. Less than what encoding takes, and the attack would rest before the file is good.
 */
const SPARE = 0.4;

export interface PairAimSettings {
  readonly pull?: Pull;
  /** Without a target: where the likeness that is lowered is seen from (losses/pair-term.ts). */
  readonly centre?: Float32Array | undefined;
  /** Without a target: what else it is drawn to, so that two photos of one person part. */
  readonly decoy?: WeightedDecoy | undefined;
  /** Asks the same recogniser in another worker. Rejects when that one is gone. */
  readonly ask?: ((question: PairQuestion) => Promise<AdversarialGradient>) | undefined;
}

/**
 * Without a gallery: away from the `clean` embedding, or, with a `target`, to that one; both [d],
 * L2 norm 1. The caller disposes the aim.
 */
export function pairAim(
  recogniser: Recogniser,
  clean: Float32Array,
  target?: Float32Array,
  { pull = 'exchange', centre, decoy, ask }: PairAimSettings = {},
): Aim {
  const { calibration } = recogniser;
  const away = matchLimit(calibration);
  const towards = 1 - targetThreshold(calibration);
  const unit = similarityUnit(calibration);
  const spare = SPARE * unit;
  const exchanges = target !== undefined && pull === 'exchange';
  const exchanged = exchanges ? spare : towards;
  const goal = target ? exchanged : away;
  const pair: Pair = {
    clean,
    ...(target && { target }),
    ...(centre && { centre }),
    ...(decoy && { decoy }),
    ...(exchanges && { enough: { toClean: away - spare, toTarget: 1 - towards + spare } }),
  };
  const { term, dispose } = pairTerm(pair);
  return {
    recogniser,
    term,
    elsewhere: ask && ((image, side, augmentation) => ask({ image, side, augmentation, pair })),
    criterion: (embedding, slack) =>
      isReached(standingOf(embedding, clean, target), calibration, slack),
    unit,
    missing: (value) => (value - goal) / unit,
    dispose,
  };
}
