import { afterAll, beforeAll } from 'vitest';
import { Matrix } from './matrix';

/** A matrix for the tests of a file, opened before them and closed after. */
export function openMatrix(): () => Matrix {
  let matrix: Matrix | undefined;
  beforeAll(async () => {
    matrix = await Matrix.open();
  }, 600_000);
  afterAll(async () => {
    await matrix?.close();
  });
  return () => {
    if (matrix === undefined) throw new Error('The matrix is not open yet');
    return matrix;
  };
}
