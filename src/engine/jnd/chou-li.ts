import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { lumaLevels, lumaToChannels } from './luma';
import { backgroundLuminance, luminanceAdaptation } from './luminance-adaptation';
import { maxGradient } from './max-gradient';

/**
 * Spatial just-noticeable difference of Chou & Li 1995 (https://doi.org/10.1109/76.475889), given
 * to all three channels alike (lumaToChannels says why). Every constant is the published one, the
 * same as in code that we have read (yang.ts). See JndModel for shapes.
 */
export function chouLi(region: Tensor3D): Tensor3D {
  return tf.tidy(() => lumaToChannels(chouLiLuma(lumaLevels(region))));
}

/**
 * JND = max(f1, f2) of a luma map [h, w, 1], both in grey levels: texture masking f1 = mg *
 * alpha(bg) + beta(bg) or luminance adaptation f2, whichever hides more. The caller disposes it.
 */
export function chouLiLuma(luma: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const background = backgroundLuminance(luma);
    const alpha = tf.add(tf.mul(background, 0.0001), 0.115);
    const beta = tf.sub(0.5, tf.mul(background, 0.01));
    const texture = tf.add(tf.mul(maxGradient(luma), alpha), beta);
    return tf.maximum<Tensor3D>(texture, luminanceAdaptation(background));
  });
}
