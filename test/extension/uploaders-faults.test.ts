import { beforeAll, describe, expect, it } from 'vitest';
import { FAULTS, FAULT_TARGETS, runFault } from '../targets/faults';
import { openOwnMatrix } from '../targets/matrix-fixture';

const matrix = openOwnMatrix();

/**
 * A browser of its own, for the faults end what others share. One target for each, by turns; `npm run bench:uploaders` has them all. A stall costs more than
 * its whole minute: faults.test.ts has the one.
 */
const runs = FAULTS.filter(({ name }) => !name.startsWith('engine stalled')).flatMap((fault, i) => {
  const target = FAULT_TARGETS[i % FAULT_TARGETS.length];
  return target ? [[fault.name, ...target, fault] as const] : [];
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
