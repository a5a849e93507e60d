import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { ComponentEdges } from './component-edges';

/**
 * A just-noticeable-difference model: photo region [h, w, 3] RGB in [0, 1], both sides at least 5
 * pixels, to the threshold of each sample [h, w, 3] in the same unit. Computed on the photo's own
 * pixels, because a threshold holds for the photo as it is viewed. A threshold depends on the samples up to
 * JND_REACH away, and on the `edges` of the region: a part of a larger one is given those of the
 * whole that lie in it. The caller disposes the result.
 */
export type JndModel = (region: Tensor3D, edges?: () => ComponentEdges) => Tensor3D;

/** Samples to each side: three of the Gaussian round an edge, two of all other filters. */
export const JND_REACH = 3;

/** Names by which the models are chosen; see JND_MODELS. */
export type JndName = 'chou-li' | 'yang' | 'wu';
