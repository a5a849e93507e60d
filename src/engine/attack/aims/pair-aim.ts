import * as tf from '@tensorflow/tfjs-core';
import { matchLimit, similarityUnit } from '../../criterion/match-limit';
import { isReached, standingOf } from '../../criterion/reached';
import { targetThreshold } from '../../criterion/target';
import type { Recogniser } from '../../recognise/recogniser';
import { pairLoss } from '../losses/pair-loss';
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
  ask?: AskElsewhere,
): Aim {
  const mode = target ? 'targeted' : 'nontargeted';
  const embedding = target ?? clean;
  const held = tf.tensor1d(embedding);
  const { calibration } = recogniser;
  const unit = similarityUnit(calibration);
  const goal = target ? 1 - targetThreshold(calibration) : matchLimit(calibration);
  return {
    recogniser,
    term: (own) => pairLoss(mode, own, held),
    elsewhere:
      ask && ((image, side, augmentation) => ask({ image, side, augmentation, mode, embedding })),
    criterion: (own, slack) => isReached(standingOf(own, clean, target), calibration, slack),
    unit,
    missing: (value) => (value - goal) / unit,
    dispose: () => {
      held.dispose();
    },
  };
}
