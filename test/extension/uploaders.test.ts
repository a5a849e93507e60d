import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TARGETS, cellsOf } from '../targets/catalog';
import { Matrix } from '../targets/matrix';
import { runCell } from '../targets/run-cell';

let matrix: Matrix;

beforeAll(async () => {
  matrix = await Matrix.open();
}, 600_000);
afterAll(async () => {
  await matrix.close();
});

const cells = cellsOf(TARGETS).map((cell) => [cell.target.title, cell.gesture, cell] as const);

/** The oracle sees an original: one target for each gesture (`npm run bench:uploaders` has them all). */
const controls = cells.filter(
  ([, gesture], i) => cells.findIndex(([, other]) => other === gesture) === i,
);

describe('with the site switched off', () => {
  beforeAll(async () => {
    await matrix.chromium.switchSite(false);
  });
  afterAll(async () => {
    await matrix.chromium.switchSite(true);
  });

  it.each(controls)('%s: %s gets the original, and the oracle sees it', async (_, __, cell) => {
    const { verdict, detail } = await runCell(matrix, cell);
    expect(verdict, detail).toBe('leaked');
  });
});

describe('with the site switched on', () => {
  it.each(cells)('%s: %s', async (_, __, cell) => {
    const { verdict, detail } = await runCell(matrix, cell);
    expect(verdict, detail).toBe(cell.expected);
  });
});
