import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { cannyEdges } from './canny';
import type { Components } from './components';
import { componentsOf, componentsToChannels } from './components';
import { filterBank } from './filter-bank';
import { backgroundLuminance, luminanceAdaptation } from './luminance-adaptation';
import { maxGradient } from './max-gradient';
import { addMasking } from './namm';

/**
 * Per component Y, Cb, Cr: beta_c, how much of a gradient hides a change, and C_c, what both
 * effects share. Published, known to us at second hand; C_Y = 0.3 is also in MATLAB code of the
 * grey model of the same year (getJND in
 * https://github.com/shenjianbing/Exposure-fusion-using-boosting-Laplacian-pyramid,
 * code/ImportanceWeight.m), which we have read: "the code" below.
 */
const TEXTURE = [0.117, 0.65, 0.45] as const;
const OVERLAP = [0.3, 0.25, 0.2] as const;

/**
 * Texture at an edge counts this much: edges are regular, so the eye sees a change there.
 * Published, at second hand; the code has 0.05, on edges dilated by a disk of radius 6. Ours are
 * not dilated.
 */
const EDGE_WEIGHT = 0.1;
/** Canny's threshold, a share of the strongest gradient in the region: the code's. */
const EDGE_THRESHOLD = 0.5;
/** The Gaussian that smooths W, in samples: the code's. */
const BLUR_SIZE = 7;
const BLUR_SIGMA = 0.8;

/**
 * Colour just-noticeable difference of Yang, Ling, Lu, Ong & Yao 2005
 * (https://doi.org/10.1016/j.image.2005.04.001), one threshold for each of Y, Cb and Cr, brought
 * to red, green and blue by componentsToChannels. See JndModel for shapes.
 */
export function yang(region: Tensor3D): Tensor3D {
  return tf.tidy(() => componentsToChannels(yangComponents(region)));
}

/**
 * The model itself, in grey levels, for c in Y, Cb, Cr of a region [h, w, 3] RGB in [0, 1]:
 * JND_c = T_l + T_c - C_c * min(T_l, T_c), with the luminance adaptation T_l of the luma's
 * background and the texture masking T_c = beta_c * G_c * W_c, G the largest directional gradient
 * and W the edge weight of that component. Reconstructed: that T_l, of luma, serves Cb and Cr too,
 * and that each component has edges of its own. The caller disposes the three.
 */
export function yangComponents(region: Tensor3D): Components {
  const components = componentsOf(region);
  try {
    const [y, cb, cr] = components;
    const adaptation = tf.tidy(() => luminanceAdaptation(backgroundLuminance(y)));
    const threshold = (component: Tensor3D, c: 0 | 1 | 2): Tensor3D =>
      tf.tidy(() => {
        const gradient = maxGradient(component);
        const texture = tf.mul<Tensor3D>(tf.mul(gradient, edgeWeight(component)), TEXTURE[c]);
        return addMasking(adaptation, texture, OVERLAP[c]);
      });
    const thresholds: Components = [threshold(y, 0), threshold(cb, 1), threshold(cr, 2)];
    adaptation.dispose();
    return thresholds;
  } finally {
    tf.dispose([...components]);
  }
}

/** W of the article: EDGE_WEIGHT at the edges of a component [h, w, 1], 1 elsewhere, smoothed. */
function edgeWeight(component: Tensor3D): Tensor3D {
  return tf.tidy(() => {
    const [height, width] = component.shape;
    const edges = cannyEdges(component.dataSync<'float32'>(), width, height, EDGE_THRESHOLD);
    const weights = Float32Array.from(edges, (isEdge) => (isEdge ? EDGE_WEIGHT : 1));
    return filterBank(tf.tensor3d(weights, component.shape), BLUR_SIZE, [gaussian()]);
  });
}

/** The Gaussian window of BLUR_SIZE * BLUR_SIZE weights, row by row; the sum is 1. */
function gaussian(): number[] {
  const centre = (BLUR_SIZE - 1) / 2;
  const line = Array.from({ length: BLUR_SIZE }, (_, i) =>
    Math.exp(-((i - centre) ** 2) / (2 * BLUR_SIGMA ** 2)),
  );
  const total = line.reduce((sum, weight) => sum + weight, 0);
  return line.flatMap((row) => line.map((column) => (row * column) / total ** 2));
}
