import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REBUILT, TARGETS } from '../targets/catalog';
import { FAULTS, FAULT_TARGETS, runFault } from '../targets/faults';
import { openMatrix } from '../targets/matrix-fixture';
import { runCell } from '../targets/run-cell';
import { titledCells } from '../targets/titled-cells';

const matrix = openMatrix();

const all = titledCells(TARGETS);

/** The oracle sees an original: one target for each gesture (`npm run bench:uploaders` has them all). */
const controls = all.filter(
  ([, gesture], i) => all.findIndex(([, other]) => other === gesture) === i,
);

/**
 * One target for each fault, by turns; `npm run bench:uploaders` has them all. A stall costs more than
 * its whole minute: faults.test.ts has the one.
 */
const runs = FAULTS.filter(({ name }) => !name.startsWith('engine stalled')).flatMap((fault, i) => {
  const target = FAULT_TARGETS[i % FAULT_TARGETS.length];
  return target ? [[fault.name, ...target, fault] as const] : [];
});

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

describe('when something goes wrong', () => {
  /** Photos with a face that no cache knows. */
  let fresh: string[];
  beforeAll(() => {
    fresh = matrix().photos.faces(runs.length);
  });

  it.each(runs)(
    '%s in the middle of a job on %s (%s): the original goes nowhere',
    async (_, page, how, fault) => {
      const [path = ''] = fresh.splice(0, 1);
      const { verdict, detail } = await runFault(matrix(), fault, page, how, path);
      // Without its permission a page that is open may still get what was made for it.
      const allowed = fault.name === 'permission revoked' ? ['blocked', 'pass'] : ['blocked'];
      expect(allowed, detail).toContain(verdict);
    },
    400_000,
  );
});
