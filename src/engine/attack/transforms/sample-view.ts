import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import { differentiable } from '../../network/differentiable';
import type { Pixels } from './resample';
import { resample, resampleAdjoint } from './resample';
import type { AxisMatrix } from './resample-matrix';
import type { Warp } from './warp';
import { warp, warpAdjoint } from './warp';

/**
 * A square view of an image [h, w, 3]: resampled along both axes, then turned and bent as `how`
 * says; [s, s, 3]. Differentiable: the gradient goes back through the exact adjoint. Both on typed arrays
 * and in one operation, so that a backend on a graphics processor is read once. The caller disposes
 * the result.
 */
export function sampleView(
  image: Tensor3D,
  rows: AxisMatrix,
  columns: AxisMatrix,
  how: Warp,
): Tensor3D {
  const isStraight = how.angle === 0 && how.bend === undefined;
  return differentiable(
    image,
    (x) => {
      const view = resample(pixelsOf(x), rows, columns);
      return tensorOf(isStraight ? view : warp(view, how));
    },
    (dy) => {
      const view = isStraight ? pixelsOf(dy) : warpAdjoint(pixelsOf(dy), how);
      return tensorOf(resampleAdjoint(view, rows, columns));
    },
  );
}

function pixelsOf(tensor: Tensor3D): Pixels {
  const [height, width] = tensor.shape;
  return { width, height, data: tensor.dataSync<'float32'>() };
}

function tensorOf({ width, height, data }: Pixels): Tensor3D {
  return tf.tensor3d(data, [height, width, 3]);
}
