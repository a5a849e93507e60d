import { expect, test } from 'vitest';
import { pageOf } from '../../../bench/speed/page';
import { plotsOf } from '../../../bench/speed/plots';
import { withRow } from '../../../bench/speed/results';
import { row } from './runs';

const NONE = { rows: [], commands: [] };

test('a row that is measured again takes the place of the former one, of its own step alone', () => {
  const before = withRow(withRow(NONE, row({}, 10)), row({ warm: false }, 20));
  const again = withRow(withRow(before, row({ step: 'after' }, 3)), row({}, 11));
  const kept = again.rows.map(({ step, warm, seconds }) => [step, warm, seconds.optimise]);
  expect(kept).toEqual([
    ['before', false, 20],
    ['after', true, 3],
    ['before', true, 11],
  ]);
});

test('the page has a section for each step, and says what was not measured', () => {
  const page = pageOf({ ...NONE, rows: [row({}), row({ step: 'after' })] }, 'npm run x', '');
  expect(page).toContain('## before');
  expect(page).toContain('## after');
  expect(page).toContain('not measured');
  expect(page).not.toContain('speed.png');
});

test('the plot shows warm photos of the last step and of the first, line by line', () => {
  const small = { case: 'one-small', megapixels: 0.5 };
  const { plots, about } = plotsOf([
    row({ ...small }, 8),
    row({}, 10),
    row({ warm: false }, 99),
    row({ step: 'between' }, 9),
    row({ ...small, step: 'after' }, 2),
    row({ step: 'after' }, 3),
  ]);
  expect(about).toContain('blue: after, 2 workers; red: before, 2 workers');
  expect(plots).toHaveLength(1);
  const points = plots[0]?.lines.map((line) => line.points);
  expect(points).toEqual([
    [
      [0.5, 2],
      [2, 3],
    ],
    [
      [0.5, 8],
      [2, 10],
    ],
  ]);
  expect(plots[0]?.y).toEqual([0, 10, 2]);
});

test('one point makes no plot', () => {
  expect(plotsOf([row({})]).plots).toEqual([]);
  expect(plotsOf([])).toEqual({ plots: [], about: '' });
});
