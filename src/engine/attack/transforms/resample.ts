import * as tf from '@tensorflow/tfjs-core';
import type { Tensor3D } from '@tensorflow/tfjs-core';
import type { AxisMatrix } from './resample-matrix';

/** Three channels of float32, interleaved, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** The same as a tensor [height, width, 3], which the caller disposes. */
export function tensorOf({ width, height, data }: Pixels): Tensor3D {
  return tf.tensor3d(data, [height, width, 3]);
}

/**
 * Applies one linear map to the rows of an image and one to its columns: crop, shift, scale,
 * antialiased resize and blur are all of this form. On typed arrays: a row of these matrices has
 * two to eight entries that are not 0, and the backends' products multiply by all the others too.
 * Row by row, so that nothing between the two maps is larger than a row.
 */
export function resample(image: Pixels, rows: AxisMatrix, columns: AxisMatrix): Pixels {
  const [width, height] = [columns.outputSize, rows.outputSize];
  const data = new Float32Array(height * width * 3);
  const row = new Float32Array(image.width * 3);
  for (let output = 0; output < height; output++) {
    row.fill(0);
    for (let input = rows.first[output]!; input <= rows.last[output]!; input++) {
      const weight = rows.values[output * rows.inputSize + input]!;
      const from = input * row.length;
      for (let i = 0; i < row.length; i++) row[i]! += weight * image.data[from + i]!;
    }
    addColumns(row, data.subarray(output * width * 3), columns, 'forward');
  }
  return { width, height, data };
}

/** The adjoint of `resample`: carries a gradient of its result back to the image. */
export function resampleAdjoint(gradient: Pixels, rows: AxisMatrix, columns: AxisMatrix): Pixels {
  const [width, height] = [columns.inputSize, rows.inputSize];
  const data = new Float32Array(height * width * 3);
  const row = new Float32Array(width * 3);
  for (let output = 0; output < rows.outputSize; output++) {
    row.fill(0);
    addColumns(gradient.data.subarray(output * gradient.width * 3), row, columns, 'adjoint');
    for (let input = rows.first[output]!; input <= rows.last[output]!; input++) {
      const weight = rows.values[output * rows.inputSize + input]!;
      const to = input * row.length;
      for (let i = 0; i < row.length; i++) data[to + i]! += weight * row[i]!;
    }
  }
  return { width, height, data };
}

/** Adds one row, mapped, to another. */
function addColumns(
  from: Float32Array,
  to: Float32Array,
  axis: AxisMatrix,
  direction: 'forward' | 'adjoint',
): void {
  const isForward = direction === 'forward';
  for (let output = 0; output < axis.outputSize; output++) {
    for (let input = axis.first[output]!; input <= axis.last[output]!; input++) {
      const weight = axis.values[output * axis.inputSize + input]!;
      const source = (isForward ? input : output) * 3;
      const target = (isForward ? output : input) * 3;
      to[target]! += weight * from[source]!;
      to[target + 1]! += weight * from[source + 1]!;
      to[target + 2]! += weight * from[source + 2]!;
    }
  }
}
