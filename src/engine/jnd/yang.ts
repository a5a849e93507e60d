import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { ComponentEdges } from './component-edges';
import { componentEdges } from './component-edges';
import type { Components } from './components';
import { COMPONENTS, componentsOf, componentsToChannels } from './components';
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
/** The Gaussian that smooths W, in samples: the code's. */
const BLUR_SIZE = 7;
const BLUR_SIGMA = 0.8;

/**
 * Colour just-noticeable difference of Yang, Ling, Lu, Ong & Yao 2005
 * (https://doi.org/10.1016/j.image.2005.04.001), one threshold for each of Y, Cb and Cr, brought
 * to red, green and blue by componentsToChannels. See JndModel for shapes and `edges`.
 */
export function yang(region: Tensor3D, edges?: () => ComponentEdges): Tensor3D {
  return tf.tidy(() => componentsToChannels(yangComponents(region, edges)));
}

/**
 * The model itself, in grey levels, for c in Y, Cb, Cr of a region [h, w, 3] RGB in [0, 1]:
 * JND_c = T_l + T_c - C_c * min(T_l, T_c), with the luminance adaptation T_l of the luma's
 * background and the texture masking T_c = beta_c * G_c * W_c, G the largest directional gradient
 * and W the edge weight of that component. Reconstructed: that T_l, of luma, serves Cb and Cr too,
 * and that each component has edges of its own. The caller disposes the three.
 */
export function yangComponents(
  region: Tensor3D,
  edges = (): ComponentEdges => edgesOf(region),
): Components {
  const components = componentsOf(region);
  try {
    const adaptation = tf.tidy(() => luminanceAdaptation(backgroundLuminance(components[0])));
    const found = edges();
    const [y, cb, cr] = COMPONENTS.map((c) =>
      tf.tidy(() => {
        const weight = edgeWeight(found[c]!, components[c].shape);
        const texture = tf.mul<Tensor3D>(tf.mul(maxGradient(components[c]), weight), TEXTURE[c]);
        return addMasking(adaptation, texture, OVERLAP[c]);
      }),
    );
    adaptation.dispose();
    return [y!, cb!, cr!];
  } finally {
    tf.dispose([...components]);
  }
}

/** Of a region that is looked at as a whole. */
function edgesOf(region: Tensor3D): ComponentEdges {
  const [height, width] = region.shape;
  const samples = region.dataSync<'float32'>();
  const row = (y: number): Float32Array => samples.subarray(3 * width * y, 3 * width * (y + 1));
  return componentEdges(row, width, height);
}

/** W of the article, `shape` [h, w, 1]: EDGE_WEIGHT at the edges, 1 elsewhere, smoothed. */
function edgeWeight(edges: Uint8Array, shape: [number, number, number]): Tensor3D {
  return tf.tidy(() => {
    const weights = Float32Array.from(edges, (isEdge) => (isEdge ? EDGE_WEIGHT : 1));
    return filterBank(tf.tensor3d(weights, shape), BLUR_SIZE, [gaussian()]);
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
