import type { AxisMatrix } from './resample-matrix';

/** Three channels of float32, interleaved, row by row. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/**
 * Applies one linear map to the rows of an image and one to its columns: crop, shift, scale,
 * antialiased resize and blur are all of this form. On typed arrays: a row of these matrices has
 * two to eight entries that are not 0, and the backends' products multiply by all the others too.
 */
export function resample(image: Pixels, rows: AxisMatrix, columns: AxisMatrix): Pixels {
  return acrossColumns(acrossRows(image, rows, 'forward'), columns, 'forward');
}

/** The adjoint of `resample`: carries a gradient of its result back to the image. */
export function resampleAdjoint(gradient: Pixels, rows: AxisMatrix, columns: AxisMatrix): Pixels {
  return acrossRows(acrossColumns(gradient, columns, 'adjoint'), rows, 'adjoint');
}

type Direction = 'forward' | 'adjoint';

function acrossRows({ width, data }: Pixels, axis: AxisMatrix, direction: Direction): Pixels {
  const isForward = direction === 'forward';
  const height = isForward ? axis.outputSize : axis.inputSize;
  const length = width * 3;
  const result = new Float32Array(height * length);
  for (let output = 0; output < axis.outputSize; output++) {
    for (let input = axis.first[output]!; input <= axis.last[output]!; input++) {
      const weight = axis.values[output * axis.inputSize + input]!;
      const from = (isForward ? input : output) * length;
      const to = (isForward ? output : input) * length;
      for (let i = 0; i < length; i++) result[to + i]! += weight * data[from + i]!;
    }
  }
  return { width, height, data: result };
}

function acrossColumns(image: Pixels, axis: AxisMatrix, direction: Direction): Pixels {
  const { height, data } = image;
  const isForward = direction === 'forward';
  const width = isForward ? axis.outputSize : axis.inputSize;
  const result = new Float32Array(height * width * 3);
  for (let y = 0; y < height; y++) {
    const fromRow = y * image.width * 3;
    const toRow = y * width * 3;
    for (let output = 0; output < axis.outputSize; output++) {
      for (let input = axis.first[output]!; input <= axis.last[output]!; input++) {
        const weight = axis.values[output * axis.inputSize + input]!;
        const from = fromRow + (isForward ? input : output) * 3;
        const to = toRow + (isForward ? output : input) * 3;
        result[to]! += weight * data[from]!;
        result[to + 1]! += weight * data[from + 1]!;
        result[to + 2]! += weight * data[from + 2]!;
      }
    }
  }
  return { width, height, data: result };
}
