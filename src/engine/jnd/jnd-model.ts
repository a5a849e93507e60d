import type { Tensor3D } from '@tensorflow/tfjs-core';

/**
 * A just-noticeable-difference model: photo region [h, w, 3] RGB in [0, 1], both sides at least 5
 * pixels, to the threshold of each sample [h, w, 3] in the same unit. Computed on the photo's own
 * pixels, because a threshold holds for the photo as it is viewed. The caller disposes the result.
 */
export type JndModel = (region: Tensor3D) => Tensor3D;

/** Names by which the models are chosen; see JND_MODELS. */
export type JndName = 'chou-li' | 'yang' | 'wu';
