/** A linear map of one image axis: `values` [outputSize, inputSize] row by row. */
export interface AxisMatrix {
  readonly outputSize: number;
  readonly inputSize: number;
  readonly values: Float32Array;
  /** By output: the first and the last input that counts. */
  readonly first: Int32Array;
  readonly last: Int32Array;
}

/**
 * Resamples the interval from `start` to `start + span` (input pixels, may reach over the ends) at
 * `outputSize` equal samples with a triangle filter, widened where the input is finer than the
 * output so that nothing aliases. The input is continued by reflection; every row sums to 1.
 */
export function resampleMatrix(
  inputSize: number,
  start: number,
  span: number,
  outputSize: number,
): AxisMatrix {
  const values = new Float32Array(outputSize * inputSize);
  const step = span / outputSize;
  const radius = Math.max(1, step);
  for (let row = 0; row < outputSize; row++) {
    const centre = start + (row + 0.5) * step - 0.5;
    fillRow(values, row, inputSize, centre, radius, (distance) => radius - distance);
  }
  return withBand({ outputSize, inputSize, values });
}

/** Gaussian blur of one axis, `sigma` in pixels, more than 0. */
export function blurMatrix(size: number, sigma: number): AxisMatrix {
  const values = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    fillRow(values, row, size, row, 3 * sigma + 1, (distance) =>
      Math.exp(-(distance * distance) / (2 * sigma * sigma)),
    );
  }
  return withBand({ outputSize: size, inputSize: size, values });
}

/** Down to `innerSize` samples and up again: what a site's thumbnail leaves of the detail. */
export function downUpMatrices(size: number, innerSize: number): readonly [AxisMatrix, AxisMatrix] {
  return [resampleMatrix(size, 0, size, innerSize), resampleMatrix(innerSize, 0, innerSize, size)];
}

/** The same samples among `outputSize`, `place` (0 to 1) of the free ones, which are 0, before them. */
export function padAxis(axis: AxisMatrix, outputSize: number, place: number): AxisMatrix {
  const values = new Float32Array(outputSize * axis.inputSize);
  const first = Math.round(place * (outputSize - axis.outputSize));
  values.set(axis.values, first * axis.inputSize);
  return withBand({ outputSize, inputSize: axis.inputSize, values });
}

/** The same samples from the last to the first. */
export function mirrorAxis(axis: AxisMatrix): AxisMatrix {
  const { outputSize, inputSize } = axis;
  const values = new Float32Array(axis.values.length);
  for (let row = 0; row < outputSize; row++) {
    const from = (outputSize - 1 - row) * inputSize;
    values.set(axis.values.subarray(from, from + inputSize), row * inputSize);
  }
  return withBand({ outputSize, inputSize, values });
}

/** `inner` first, then `outer`, as one map. */
export function composeAxes(outer: AxisMatrix, inner: AxisMatrix): AxisMatrix {
  const { outputSize } = outer;
  const { inputSize } = inner;
  const values = new Float32Array(outputSize * inputSize);
  for (let row = 0; row < outputSize; row++) {
    for (let between = outer.first[row]!; between <= outer.last[row]!; between++) {
      const weight = outer.values[row * outer.inputSize + between]!;
      for (let i = inner.first[between]!; i <= inner.last[between]!; i++) {
        values[row * inputSize + i]! += weight * inner.values[between * inputSize + i]!;
      }
    }
  }
  return withBand({ outputSize, inputSize, values });
}

/** A row of zeros gets an empty band. */
function withBand(axis: Pick<AxisMatrix, 'outputSize' | 'inputSize' | 'values'>): AxisMatrix {
  const { outputSize, inputSize, values } = axis;
  const first = new Int32Array(outputSize);
  const last = new Int32Array(outputSize);
  for (let row = 0; row < outputSize; row++) {
    let from = 0;
    let to = inputSize - 1;
    while (from <= to && values[row * inputSize + from] === 0) from += 1;
    while (to > from && values[row * inputSize + to] === 0) to -= 1;
    first[row] = from;
    last[row] = to;
  }
  return { ...axis, first, last };
}

function fillRow(
  values: Float32Array,
  row: number,
  inputSize: number,
  centre: number,
  radius: number,
  weightAt: (distance: number) => number,
): void {
  const first = Math.ceil(centre - radius);
  const last = Math.floor(centre + radius);
  let sum = 0;
  for (let i = first; i <= last; i++) sum += Math.max(0, weightAt(Math.abs(i - centre)));
  for (let i = first; i <= last; i++) {
    const at = row * inputSize + reflect(i, inputSize);
    values[at] = (values[at] ?? 0) + Math.max(0, weightAt(Math.abs(i - centre))) / sum;
  }
}

function reflect(index: number, size: number): number {
  const period = 2 * size;
  const wrapped = ((index % period) + period) % period;
  return wrapped < size ? wrapped : period - 1 - wrapped;
}
