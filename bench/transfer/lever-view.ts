import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Recogniser } from '../../src/engine/recognise/recogniser';
import type { Random } from '../../src/engine/seeded-random';
import type { LeverSetting } from './lever-settings';

/** What hides a part of the face. */
const GREY = 0.5;

/** The recogniser as it sees aligned faces under a lever, drawn anew each time it is asked. */
export function disturbed(
  recogniser: Recogniser,
  { neighbourLevels = 0, cutout = 0 }: LeverSetting,
  random: Random,
): Recogniser {
  if (neighbourLevels === 0 && cutout === 0) return recogniser;
  return {
    ...recogniser,
    embed: (faces) =>
      tf.tidy(() => {
        const side = recogniser.inputSize;
        let seen = faces;
        if (neighbourLevels > 0) seen = tf.add(seen, noise(side, neighbourLevels / 255, random));
        if (cutout > 0) {
          const shown = window(side, Math.round(cutout * side), random);
          seen = tf.add(tf.mul(seen, shown), tf.mul(tf.sub(1, shown), GREY));
        }
        return recogniser.embed(seen);
      }),
  };
}

/** A random neighbour (flat minima; after Wu et al. 2018, https://arxiv.org/abs/1802.09707). */
function noise(side: number, width: number, random: Random): Tensor4D {
  const values = Float32Array.from({ length: side * side * 3 }, () => (2 * random() - 1) * width);
  return tf.tensor4d(values, [1, side, side, 3]);
}

/** 0 in a square of `hidden` pixels at a random place, 1 elsewhere (DeVries and Taylor 2017). */
export function window(side: number, hidden: number, random: Random): Tensor4D {
  const [left, top] = [0, 0].map(() => Math.floor(random() * (side - hidden + 1))) as [
    number,
    number,
  ];
  const isHidden = (at: number, from: number): boolean => at >= from && at < from + hidden;
  const values = Float32Array.from({ length: side * side }, (_, i) =>
    isHidden(i % side, left) && isHidden(Math.floor(i / side), top) ? 0 : 1,
  );
  return tf.tensor4d(values, [1, side, side, 1]);
}
