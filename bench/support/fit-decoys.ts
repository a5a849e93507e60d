import { EigenvalueDecomposition, Matrix, QrDecomposition } from 'ml-matrix';
import type { DecoyStatistics } from '../../src/engine/decoy/decoy-statistics';
import { standardNormal } from '../../src/engine/decoy/standard-normal';
import { seededRandom } from '../../src/engine/seeded-random';

type Parts = DecoyStatistics['parts'];

export interface Fit extends DecoyStatistics {
  /** Share of the variance that the components keep. */
  readonly share: number;
}

/**
 * Gaussian of `rows` (the embeddings of one photo by each recogniser, one after the other), of low
 * rank: principal component analysis by the rows' inner products (Turk and Pentland, 1991). Each
 * part is scaled to variance 1 first, so that no recogniser counts more than another. The axes are
 * turned at random at the end: draws are distributed as before, and every component is a mixture of
 * all axes, so that none of them is close to anybody.
 */
export function fitDecoys(rows: readonly Float32Array[], parts: Parts, rank: number): Fit {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const mean = meanOf(rows, size);
  const scale = scalesOf(rows, mean, parts);
  const centred = new Matrix(
    rows.map((row) => Array.from(row, (value, i) => (value - mean[i]!) * scale[i]!)),
  );
  const inner = centred.mmul(centred.transpose());
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(inner, {
    assumeSymmetric: true,
  });
  // In ascending order. An axis is centred^T * eigenvector / its length, and that is the root of
  // the eigenvalue, as is the deviation along it but for the number of rows.
  const largest = realEigenvalues.map((_, i) => rows.length - 1 - i).slice(0, rank);
  const axes = eigenvectorMatrix.subMatrixColumn(largest).transpose().mmul(centred);
  const turned = rotation(rank).mmul(axes);
  const spread = 1 / Math.sqrt(rows.length - 1);
  const components = Float32Array.from(
    turned.to2DArray().flatMap((axis) => axis.map((value, i) => (value * spread) / scale[i]!)),
  );
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const share = sum(largest.map((i) => realEigenvalues[i]!)) / sum(realEigenvalues);
  return { parts, size, mean, components, share };
}

/** The file that readDecoyStatistics reads. */
export function packDecoys({ parts, size, mean, components }: DecoyStatistics): Buffer {
  const rank = components.length / size;
  const floats: number[] = [...mean];
  const bytes = new Int8Array(components.length);
  for (let row = 0; row < rank; row++) {
    let at = row * size;
    for (const { length } of parts) {
      const part = components.subarray(at, at + length);
      const largest = Math.max(...part.map(Math.abs));
      floats.push(largest);
      bytes.set(
        part.map((value) => Math.round((value / largest) * 127)),
        at,
      );
      at += length;
    }
  }
  const head = Buffer.alloc(4 * floats.length);
  floats.forEach((value, i) => head.writeFloatLE(value, 4 * i));
  return Buffer.concat([head, Buffer.from(bytes.buffer)]);
}

const ROTATION_SEED = 1;

/** A rotation [size, size] drawn at random. */
function rotation(size: number): Matrix {
  const random = seededRandom(ROTATION_SEED);
  const normal = Array.from({ length: size }, () =>
    Array.from({ length: size }, () => standardNormal(random)),
  );
  return new QrDecomposition(new Matrix(normal)).orthogonalMatrix;
}

function meanOf(rows: readonly Float32Array[], size: number): Float32Array {
  const sum = new Float64Array(size);
  for (const row of rows) row.forEach((value, i) => (sum[i]! += value));
  return Float32Array.from(sum, (value) => value / rows.length);
}

/** For each value of a row: 1 over the standard deviation of its whole part. */
function scalesOf(rows: readonly Float32Array[], mean: Float32Array, parts: Parts): Float64Array {
  const scales: number[] = [];
  for (const { length } of parts) {
    const from = scales.length;
    let variance = 0;
    for (const row of rows) {
      for (let i = from; i < from + length; i++) variance += (row[i]! - mean[i]!) ** 2;
    }
    const scale = Math.sqrt(rows.length / variance);
    for (let i = 0; i < length; i++) scales.push(scale);
  }
  return Float64Array.from(scales);
}
