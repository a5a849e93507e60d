import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REBUILT, TARGETS } from '../targets/catalog';
import { openMatrix } from '../targets/matrix-fixture';
import { runCell } from '../targets/run-cell';
import { titledCells } from '../targets/titled-cells';

const matrix = openMatrix();

const all = titledCells(TARGETS);

/** The oracle sees an original: one target for each gesture (`npm run bench:uploaders` has them all). */
const controls = all.filter(
  ([, gesture], i) => all.findIndex(([, other]) => other === gesture) === i,
);

describe('with the site switched off', () => {
  beforeAll(async () => {
    await matrix().chromium.switchSite(false);
  });
  afterAll(async () => {
    await matrix().chromium.switchSite(true);
  });

  it.each(controls)('%s: %s gets the original, and the oracle sees it', async (_, __, cell) => {
    const { verdict, detail } = await runCell(matrix(), cell);
    expect(verdict, detail).toBe('leaked');
  });
});

describe('with the site switched on', () => {
  it.each(titledCells(REBUILT))('%s: %s', async (_, __, cell) => {
    const { verdict, detail } = await runCell(matrix(), cell);
    expect(verdict, detail).toBe(cell.expected);
  });
});
