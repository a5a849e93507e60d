import { lineTransform } from './line-transform';

/** Complex values of a plane, row by row: [re, im, re, im, ...]. Both change `values` in place. */
export interface PlaneTransform {
  readonly forward: (values: Float64Array) => void;
  readonly inverse: (values: Float64Array) => void;
}

/** Two-dimensional discrete Fourier transform of planes of any size. */
export function planeTransform(width: number, height: number): PlaneTransform {
  const alongRow = lineTransform(width);
  const alongColumn = lineTransform(height);

  const forward = (values: Float64Array): void => {
    for (let y = 0; y < height; y++) alongRow(values, y * width, 1);
    for (let x = 0; x < width; x++) alongColumn(values, x, width);
  };

  /** The inverse is the forward transform of the conjugate, conjugated. */
  const inverse = (values: Float64Array): void => {
    for (let i = 1; i < values.length; i += 2) values[i] = -values[i]!;
    forward(values);
    const count = width * height;
    for (let i = 0; i < values.length; i += 2) {
      values[i] = values[i]! / count;
      values[i + 1] = -values[i + 1]! / count;
    }
  };

  return { forward, inverse };
}
