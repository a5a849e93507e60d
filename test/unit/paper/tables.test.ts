import { expect, test } from 'vitest';
import { METHODS } from '../../../bench/paper/methods';
import type { Result } from '../../../bench/paper/results';
import type { Look } from '../../../bench/paper/tables';
import { groupByPerson, tableOf } from '../../../bench/paper/tables';
import { result } from '../../support/paper-results';

/** Cells of the rows by method, under the titles of the table. */
function cells(results: readonly Result[], look: Look = 'atSuccess'): Map<string, string[]> {
  const lines = tableOf(results, METHODS, 'nontargeted', look, 1).filter((line) => line !== '');
  const split = (line: string): string[] =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  expect(new Set(lines.map((line) => split(line).length)).size).toBe(1);
  return new Map(lines.map((line) => [split(line)[0]!, split(line).slice(1)]));
}

test('a row has the means over photos, shares in per cent', () => {
  const rows = cells([
    result('BIM', 'a/1', { psnr: 40, ssim: 0.98, overJnd: 0.01, levels: [1, 2, 3], steps: 4 }),
    result('BIM', 'a/2', { psnr: 44, ssim: 0.99, overJnd: 0.02, levels: [2, 4, 6], steps: 7 }),
    result('BIM', 'a/2', { psnr: 20 }, { mode: 'targeted' }),
  ]);
  const [n, success, psnr, ssim, , , , over, change, steps] = rows.get('BIM')!;
  expect(n).toBe('2');
  expect(success).toBe('100 % (100 to 100)');
  // One person: the bootstrap has nothing to draw from.
  expect(psnr).toBe('42.00 (42.00 to 42.00)');
  expect(ssim).toBe('0.9850 (0.9850 to 0.9850)');
  expect(over).toBe('1.50 % (1.50 to 1.50)');
  expect(change).toBe('1.50 / 3.00 / 4.50');
  expect(steps).toBe('5.5 (5.5 to 5.5)');
  expect([...rows.keys()]).toEqual(['nontargeted', '---', 'BIM']);
});

test('intervals are over people, not over photos', () => {
  const photos = (person: string, psnr: number): Result[] =>
    [1, 2, 3, 4].map((n) => result('BIM', `${person}/${String(n)}`, { psnr }));
  const [, , psnr] = cells([...photos('a', 40), ...photos('b', 50)]).get('BIM')!;
  // Two people that are each alike: a quarter of the draws is of the one alone.
  expect(psnr).toBe('45.00 (40.00 to 50.00)');
});

test('a failure counts as one, and MS-SSIM says of how many photos it is', () => {
  const rows = cells([
    result('PGD', 'a/1', { success: false, msSsim: null }),
    result('PGD', 'b/1', { msSsim: 0.99 }),
    result('MND', 'a/1', { msSsim: null }),
  ]);
  expect(rows.get('PGD')![1]).toMatch(/^50 % \(0 to 100\)$/);
  expect(rows.get('PGD')![4]).toBe('0.9900 (0.9900 to 0.9900, n = 1)');
  expect(rows.get('MND')![4]).toBe('-');
});

test('the two looks at an attack are two tables', () => {
  const early = result('BIM', 'a/1', { psnr: 45, levels: [1, 1, 1] });
  const late = { ...early.own, psnr: 30, levels: [9, 9, 9] as const };
  const both = [{ ...early, own: late }];
  expect(cells(both).get('BIM')![2]).toContain('45.00');
  expect(cells(both, 'own').get('BIM')![2]).toContain('30.00');
  expect(cells(both, 'own').get('BIM')![8]).toBe('9.00 / 9.00 / 9.00');
});

test('groups are of one person each, without those that have no value', () => {
  const rows = [
    { person: 'a', value: 1 },
    { person: 'b', value: null },
    { person: 'a', value: 2 },
    { person: 'c', value: 3 },
  ];
  expect(groupByPerson(rows, ({ value }) => value)).toEqual([[1, 2], [3]]);
});
