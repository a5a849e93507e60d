import { expect, test } from 'vitest';
import { causes, hypotheses } from '../../../bench/paper/hypotheses';
import { OURS } from '../../../bench/paper/methods';
import type { Result } from '../../../bench/paper/results';
import { result } from '../../support/paper-results';

/** By hypothesis: whether it holds, and what was measured. */
function judged(results: readonly Result[]): Map<string, { holds: string; measured: string }> {
  const rows = hypotheses(results, 'nontargeted', 1).slice(2, -1);
  return new Map(
    rows.map((row) => {
      const [, name, holds, measured] = row.split('|').map((cell) => cell.trim());
      return [name!, { holds: holds!, measured: measured! }];
    }),
  );
}

const better = { psnr: 42, ssim: 0.985, msSsim: 0.995, fsim: 0.99, overJnd: 0.01 };

test('all photos succeed, or it says how many do', () => {
  const ours = [result(OURS, 'a/1'), result(OURS, 'b/1', { success: false })];
  expect(judged(ours).get('100 % success')).toEqual({ holds: 'no', measured: '1 of 2' });
  expect(judged(ours.slice(0, 1)).get('100 % success')?.holds).toBe('yes');
});

test('ours is compared with the best of the anchors, of each metric by itself', () => {
  const results = [
    result(OURS, 'a/1', better),
    result('BIM', 'a/1', { ssim: 0.982, overJnd: 0.05 }),
    result('MND', 'a/1', { ssim: 0.981, overJnd: 0.03, fsim: 0.991 }),
    // An ablation is no rival, however good.
    result('L2', 'a/1', { ssim: 1, fsim: 1, overJnd: 0 }),
  ];
  const table = judged(results);
  expect(table.get('best SSIM of the anchors and ours')).toEqual({
    holds: 'yes',
    measured: 'against the best anchor, BIM: +0.0030 (+0.0030 to +0.0030)',
  });
  expect(table.get('best FSIM of the anchors and ours')).toEqual({
    holds: 'no',
    measured: 'against the best anchor, MND: -0.0010 (-0.0010 to -0.0010)',
  });
  // Of the share over J the smallest is the best, and less is better.
  expect(table.get('smallest share over J of the anchors and ours')).toEqual({
    holds: 'yes',
    measured: 'against the smallest anchor, MND: -2.00 points (-2.00 to -2.00)',
  });
});

test.each([
  [42.9, 'yes'],
  [43.1, 'no'],
])('PSNR 42 is within 1 dB of %s: %s', (psnr, holds) => {
  const results = [result(OURS, 'a/1', better), result('JND-MGA', 'a/1', { psnr })];
  expect(judged(results).get('PSNR within 1 dB of the best')?.holds).toBe(holds);
});

test('a term adds something only where all four metrics say so', () => {
  const name = `${OURS} is better than L1+L2`;
  const than = (l1l2: Partial<typeof better>) =>
    judged([result(OURS, 'a/1', better), result('L1+L2', 'a/1', l1l2)]).get(name)?.holds;
  expect(than({})).toBe('yes');
  expect(than({ overJnd: 0.005 })).toBe('no');
  expect(than({ fsim: 0.995 })).toBe('no');
});

test('pairs are of one photo, and only where both succeeded', () => {
  const results = [
    result(OURS, 'a/1', { psnr: 42 }),
    result(OURS, 'b/1', { psnr: 50 }),
    result(OURS, 'c/1', { psnr: 20 }),
    result(OURS, 'e/1', { psnr: 44 }),
    result('JND-MGA', 'a/1', { psnr: 40 }),
    result('JND-MGA', 'b/1', { psnr: 46, success: false }),
    result('JND-MGA', 'd/1', { psnr: 10 }),
    result('JND-MGA', 'e/1', { psnr: 43 }),
  ];
  const rows = causes(results, 'nontargeted', 1);
  expect(rows.find((row) => row.startsWith(`| ${OURS} less JND-MGA`))).toContain(
    '| +1.50 (+1.00 to +2.00) |',
  );
  expect(rows.find((row) => row.startsWith('| L1 less L1+L2'))).toContain('| - |');
});

test('without ours there is nothing to judge, and modes are apart', () => {
  expect(judged([result('BIM', 'a/1')]).size).toBe(0);
  expect(judged([result(OURS, 'a/1', {}, { mode: 'targeted' })]).size).toBe(0);
});
