import { afterAll, beforeAll, expect, it } from 'vitest';
import { FAULTS, FAULT_TARGETS, runFault } from '../targets/faults';
import { Matrix } from '../targets/matrix';

let matrix: Matrix;
/** Photos with a face that no cache knows. */
let fresh: string[];

beforeAll(async () => {
  matrix = await Matrix.open();
  fresh = matrix.photos.faces(FAULTS.length * FAULT_TARGETS.length);
}, 2_400_000);
afterAll(async () => {
  await matrix.close();
});

const runs = FAULTS.flatMap((fault) =>
  FAULT_TARGETS
    // A stall costs its whole minute each time; faults.test.ts has the one of a chosen file.
    .filter(([, how]) => how === 'drop' || !fault.name.startsWith('engine stalled'))
    .map(([page, how]) => [fault.name, page, how, fault] as const),
);

it.each(runs)(
  '%s in the middle of a job on %s (%s): the original goes nowhere',
  async (_, page, how, fault) => {
    const [path = ''] = fresh.splice(0, 1);
    const { verdict, detail } = await runFault(matrix, fault, page, how, path);
    // Without its permission a page that is open may still get what was made for it.
    const allowed = fault.name === 'permission revoked' ? ['blocked', 'pass'] : ['blocked'];
    expect(allowed, detail).toContain(verdict);
  },
  400_000,
);
