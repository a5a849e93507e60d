import { expect, test } from 'vitest';
import { summaryOf } from '../../../bench/speed/summary';
import { run } from './runs';

test('each stage is in the median by itself, and the outermost runs are kept', () => {
  const summary = summaryOf([run(10, 2), run(30, 1), run(20, 9)]);
  expect(summary.seconds).toMatchObject({ optimise: 20, verify: 2 });
  expect(summary.least).toMatchObject({ optimise: 10, verify: 1 });
  expect(summary.most).toMatchObject({ optimise: 30, verify: 9 });
});

test('of an even number of runs the median is between the middle two', () => {
  expect(summaryOf([run(10, 2), run(20, 2)]).seconds.optimise).toBe(15);
});

test('gradients are the steps of every face times its recognisers', () => {
  expect(summaryOf([run(10, 2)]).gradients).toBe(5 * 2 + 7 * 2);
});

test('without PyTorch there is no ratio', () => {
  expect(summaryOf([run(10, 2)]).ratioToPyTorch).toBeNull();
  expect(summaryOf([run(10, 2, 3), run(10, 2, 4), run(10, 2, 8)]).ratioToPyTorch).toBe(4);
});

test('peak is that of the hungriest run', () => {
  expect(summaryOf([run(10, 2), run(30, 1)]).peakBytes).toBe(30e6);
});
