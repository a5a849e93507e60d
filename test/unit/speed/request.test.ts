import { expect, test } from 'vitest';
import { ALL_WORKERS } from '../../../bench/speed/offer-workers';
import { readRequest } from '../../../bench/speed/request';

test('by default the kernels are those of people, and the largest photo is left out', () => {
  const { cases, levels, workers, runs, plainKernels, append } = readRequest([]);
  expect(cases.map(({ name }) => name)).not.toContain('one-48mp');
  expect(levels).toEqual(['strong']);
  expect(workers).toEqual([...new Set([1, 2, ALL_WORKERS])]);
  expect([runs, plainKernels, append]).toEqual([5, true, undefined]);
});

test('what is asked for is what is timed', () => {
  const asked = ['--case', 'twenty,one-small', '--level', 'balanced,strong+unlinkable'];
  const { cases, levels, workers } = readRequest([...asked, '--large', '--workers', '3']);
  expect(cases.map(({ name }) => name)).toEqual(['one-small', 'twenty', 'one-48mp']);
  expect(levels).toEqual(['balanced', 'strong, unlinkable']);
  expect(workers).toEqual([3]);
});

test.each([
  [['--case', 'none'], 'No none'],
  [['--level', 'weak'], 'No weak'],
  [['--runs', '0'], 'Not a number of things: 0'],
  [['--plain', '--doubled'], 'not both'],
  [['--what'], '--what'],
])('%j is refused', (args, words) => {
  expect(() => readRequest(args)).toThrow(words);
});
