import { matchLimit, similarityUnit } from '../../criterion/match-limit';
import { isReached, standingOf } from '../../criterion/reached';
import { targetThreshold } from '../../criterion/target';
import type { Recogniser } from '../../recognise/recogniser';
import type { Pull } from '../losses/pair-term';
import { pairTerm } from '../losses/pair-term';
import type { AskElsewhere } from '../pair-question';
import type { Aim } from './aim';

/**
 * Without a gallery: away from the `clean` embedding, or, with a `target`, to that one; both [d],
 * L2 norm 1. `ask`: a double of the recogniser in another worker. The caller disposes the aim.
 */
export function pairAim(
  recogniser: Recogniser,
  clean: Float32Array,
  target?: Float32Array,
  pull: Pull = 'exchange',
  ask?: AskElsewhere,
): Aim {
  const { calibration } = recogniser;
  const away = matchLimit(calibration);
  const towards = 1 - targetThreshold(calibration);
  const exchanged = pull === 'approach' ? towards : (away + towards) / 2;
  const goal = target ? exchanged : away;
  const unit = similarityUnit(calibration);
  const pair = target ? { clean, target, pull } : { clean };
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
