import * as tf from '@tensorflow/tfjs-core';
import { matchLimit } from '../../criterion/match-limit';
import { isReached, standingOf } from '../../criterion/reached';
import { targetThreshold } from '../../criterion/target';
import type { Recogniser } from '../../recognise/recogniser';
import { pairDistance } from '../losses/pair-distance';
import { pairExchange } from '../losses/pair-exchange';
import { pairSimilarity } from '../losses/pair-similarity';
import type { AdversarialTerm } from '../seams';
import type { Aim } from './aim';

/**
 * What is lowered where there is a target: the distance to it (`approach`, the paper's targeted
 * loss), or that and the cosine to the clean face (`exchange`). Success asks for both either way.
 */
export type Pull = 'approach' | 'exchange';

/**
 * Without a gallery: away from the `clean` embedding, or, with a `target`, to that one; both [d],
 * L2 norm 1. The caller disposes the aim.
 */
export function pairAim(
  recogniser: Recogniser,
  clean: Float32Array,
  target?: Float32Array,
  pull: Pull = 'exchange',
): Aim {
  const { calibration } = recogniser;
  const away = matchLimit(calibration);
  const towards = 1 - targetThreshold(calibration);
  const from = tf.tensor1d(clean);
  const to = target && tf.tensor1d(target);
  let term: AdversarialTerm = (embedding) => pairSimilarity(embedding, from);
  let goal = away;
  if (to && pull === 'approach') {
    term = (embedding) => pairDistance(embedding, to);
    goal = towards;
  } else if (to) {
    term = (embedding) => pairExchange(embedding, from, to);
    goal = (away + towards) / 2;
  }
  return {
    recogniser,
    term,
    criterion: (embedding, slack) =>
      isReached(standingOf(embedding, clean, target), calibration, slack),
    goal,
    dispose: () => {
      from.dispose();
      to?.dispose();
    },
  };
}
