import { afterAll, beforeAll } from 'vitest';
import { giveSite } from '../support/shared-browsers';
import type { SiteBrowser } from '../support/site-browser';
import { Matrix } from './matrix';

/** A matrix for the tests of a file, in the browser of its worker: opened before, closed after. */
export function openMatrix(): () => Matrix {
  let chromium: SiteBrowser | undefined;
  giveSite((shared) => {
    chromium = shared;
  });
  return matrixIn(() => chromium);
}

/** The same in a browser of its own, for who breaks things in it. */
export function openOwnMatrix(): () => Matrix {
  return matrixIn(() => undefined);
}

function matrixIn(browser: () => SiteBrowser | undefined): () => Matrix {
  let matrix: Matrix | undefined;
  beforeAll(async () => {
    matrix = await Matrix.open(browser());
  }, 600_000);
  afterAll(async () => {
    await matrix?.close();
  });
  return () => {
    if (matrix === undefined) throw new Error('The matrix is not open yet');
    return matrix;
  };
}
