import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { filterBank, padMirrored } from './filter-bank';

/**
 * Prewitt operators across and down; each is divided by 3, as in the authors' release (see wu.ts).
 */
const PREWITT = [
  [-1, 0, 1, -1, 0, 1, -1, 0, 1],
  [-1, -1, -1, 0, 0, 0, 1, 1, 1],
];

/**
 * Two orientations that differ by less than 6 degrees look alike: bins of 2 * `otr` of the
 * release.
 */
const BIN = 12;
const BINS = 180 / BIN;
/**
 * Ours: keeps 0, 45, 90 and 135 degrees off the borders of their bins, where rounding would
 * decide. The release centres its bins on multiples of 12 degrees, after rounding to whole ones.
 */
const BIN_OFFSET = 4.5;
/** Gradients below 5 levels have no orientation: the release's; less a little, so that 5 is 5. */
const SMOOTH = 5 - 1e-3;

/**
 * Pattern complexity C_p of Wu et al. 2017 (https://doi.org/10.1109/TIP.2017.2685682): how many
 * different orientations there are among each sample and its eight neighbours, [h, w, 1], 1 to 9,
 * of a luma map [h, w, 1] in grey levels. Smooth samples share a bin of their own, as in the
 * release. Reconstructed, in its place: 0 and 180 degrees are one bin (there two); a smooth sample
 * counts its neighbours like any other (there it is 1); the count is not smoothed (there by a
 * Gaussian of 3 x 3). The caller disposes the result.
 */
export function patternComplexity(luma: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const bin = padMirrored(orientationBins(luma), 1);
    let count = tf.zerosLike(luma);
    for (let i = 0; i <= BINS; i++) {
      count = tf.tidy(() => {
        const image: Tensor4D = tf.expandDims(tf.cast(tf.equal(bin, i), 'float32'), 0);
        const nearby = tf.maxPool(image, 3, 1, 'valid');
        return tf.add(count, tf.squeeze<Tensor3D>(nearby, [0]));
      });
    }
    return count;
  });
}

/** Bin of each sample's orientation, 0 to BINS - 1 as whole numbers; BINS where it is smooth. */
function orientationBins(luma: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const gradient = tf.div<Tensor3D>(filterBank(luma, 3, PREWITT), 3);
    const [across, down] = tf.split(gradient, 2, 2) as [Tensor3D, Tensor3D];
    const direction = tf.mul<Tensor3D>(tf.atan2(down, across), 180 / Math.PI);
    // An orientation is a direction without its sign; the last half bin belongs to the first.
    const orientation = tf.where(tf.less(direction, 0), tf.add(direction, 180), direction);
    const bin = tf.floor<Tensor3D>(tf.div(tf.add(orientation, BIN_OFFSET), BIN));
    const wrapped = tf.where(tf.less(bin, BINS), bin, tf.zerosLike(bin));
    const strength = tf.sqrt(tf.add(tf.square(across), tf.square(down)));
    return tf.where(tf.less(strength, SMOOTH), tf.fill(luma.shape, BINS), wrapped);
  });
}
