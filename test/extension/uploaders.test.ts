import { expect, it } from 'vitest';
import { PACKAGES } from '../targets/catalog';
import { openMatrix } from '../targets/matrix-fixture';
import { runCell } from '../targets/run-cell';
import { titledCells } from '../targets/titled-cells';

const matrix = openMatrix();

it.each(titledCells(PACKAGES))('%s: %s', async (_, __, cell) => {
  const { verdict, detail } = await runCell(matrix(), cell);
  expect(verdict, detail).toBe(cell.expected);
});
