import * as tf from '@tensorflow/tfjs-core';
import { matchLimit } from '../../criterion/match-limit';
import { isReached, standingOf } from '../../criterion/reached';
import { targetThreshold } from '../../criterion/target';
import type { Recogniser } from '../../recognise/recogniser';
import { pairDistance } from '../losses/pair-distance';
import { pairSimilarity } from '../losses/pair-similarity';
import type { Aim } from './aim';

/**
 * Without a gallery: away from the `clean` embedding, or, with a `target`, to that one; both [d],
 * L2 norm 1. The caller disposes the aim.
 */
export function pairAim(recogniser: Recogniser, clean: Float32Array, target?: Float32Array): Aim {
  const held = tf.tensor1d(target ?? clean);
  const { calibration } = recogniser;
  return {
    recogniser,
    term: (embedding) => (target ? pairDistance(embedding, held) : pairSimilarity(embedding, held)),
    criterion: (embedding, slack) =>
      isReached(standingOf(embedding, clean, target), calibration, slack),
    goal: target ? 1 - targetThreshold(calibration) : matchLimit(calibration),
    dispose: () => {
      held.dispose();
    },
  };
}
