import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { padMirrored } from './filter-bank';
import { lumaLevels, lumaToChannels } from './luma';
import { backgroundLuminance, luminanceAdaptation } from './luminance-adaptation';
import { addMasking } from './namm';
import { patternComplexity } from './pattern-complexity';

/** Samples to each side in the window of the luminance contrast: R of the authors' release. */
const REACH = 2;
/** Published, and in the release. */
const OVERLAP = 0.3;

/**
 * Just-noticeable difference with pattern complexity of Wu et al. 2017
 * (https://doi.org/10.1109/TIP.2017.2685682), given to all three channels alike (lumaToChannels
 * says why). The constants are those printed in the article (a1 0.8, a2 2.7, a3 0.1, contrast in
 * log2), which belong together; we have them at second hand. The authors' release in MATLAB
 * (func_JND_modeling_pattern_complexity.m, read in copies) agrees on M_c, the overlap and the
 * window, and differs elsewhere: 0.3, 2.7, 1, contrast linear, 0.7 of a luminance adaptation that
 * is milder in the dark, C_p smoothed, M_p 0 round edges. It is another model, not in the article,
 * and there for research only. See JndModel for shapes.
 */
export function wu(region: Tensor3D): Tensor3D {
  return tf.tidy(() => lumaToChannels(wuLuma(lumaLevels(region))));
}

/**
 * T = LA + M_s - 0.3 * min(LA, M_s) of a luma map [h, w, 1], both in grey levels: luminance
 * adaptation and spatial masking M_s = max(M_p, M_c). The caller disposes the result.
 */
export function wuLuma(luma: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const adaptation = luminanceAdaptation(backgroundLuminance(luma));
    const contrast = luminanceContrast(luma);
    const pattern = patternMasking(contrast, patternComplexity(luma));
    const spatial = tf.maximum<Tensor3D>(pattern, contrastMasking(contrast));
    return addMasking(adaptation, spatial, OVERLAP);
  });
}

/** M_c = 0.115 * 16 * C_l^2.4 / (C_l^2 + 26^2): published, and in the release. */
function contrastMasking(contrast: Tensor3D): Tensor3D {
  const above = tf.mul(tf.pow(contrast, 2.4), 0.115 * 16);
  return tf.div(above, tf.add(tf.square(contrast), 26 ** 2));
}

/**
 * M_p = f(C_l) * f(C_p), f(C_l) = log2(1 + C_l), f(C_p) = 0.8 * C_p^2.7 / (C_p^2 + 0.1^2):
 * published; the release has f(C_l) = C_l, f(C_p) = 0.3 * C_p^2.7 / (C_p^2 + 1).
 */
function patternMasking(contrast: Tensor3D, complexity: Tensor3D): Tensor3D {
  const ofContrast = tf.div(tf.log1p(contrast), Math.LN2);
  const above = tf.mul(tf.pow(complexity, 2.7), 0.8);
  return tf.mul(ofContrast, tf.div(above, tf.add(tf.square(complexity), 0.1 ** 2)));
}

/**
 * C_l: standard deviation in the window around each sample, as in the release, which sets it to 0
 * where the window leaves the image; ours goes on mirrored. From differences to the sample itself,
 * so that a flat neighbourhood is exactly 0; one at a time, for the sake of memory. Shifted as a
 * map of two axes: of three the wasm kernel copies sample by sample.
 */
function luminanceContrast(luma: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const [height, width] = luma.shape;
    const padded = tf.squeeze<Tensor2D>(padMirrored(luma, REACH), [2]);
    const count = (2 * REACH + 1) ** 2;
    let sum = tf.zerosLike(luma);
    let squares = tf.zerosLike(luma);
    for (let i = 0; i < count; i++) {
      const top = Math.floor(i / (2 * REACH + 1));
      const left = i % (2 * REACH + 1);
      [sum, squares] = tf.tidy(() => {
        const shifted = tf.slice2d(padded, [top, left], [height, width]);
        const difference = tf.sub<Tensor3D>(tf.reshape(shifted, luma.shape), luma);
        return [tf.add(sum, difference), tf.add(squares, tf.square(difference))];
      });
    }
    const variance = tf.sub<Tensor3D>(tf.div(squares, count), tf.square(tf.div(sum, count)));
    return tf.sqrt(tf.relu(variance));
  });
}
