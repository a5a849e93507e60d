import { expect, test } from 'vitest';
import { METHODS, chosenMethods } from '../../../bench/paper/methods';
import {
  cacheName,
  chosenPhotos,
  isOf,
  jobsOf,
  option,
  shownCommand,
} from '../../../bench/paper/request';
import { result, subject } from '../../support/paper-results';

const twelve = Array.from({ length: 12 }, (_, i) => subject(`p${String(i)}/1.jpg`));

test('an option is what follows its name, and nothing without it', () => {
  expect(option(['--data', 'x', '--photos', '4'], '--photos')).toBe('4');
  expect(option(['--data', 'x'], '--photos')).toBeUndefined();
  expect(option(['--photos'], '--photos')).toBeUndefined();
});

test('the command is shown without where the data lie', () => {
  const shown = shownCommand(['--data', 'some/faces', '--quick', '--photos', '5']);
  expect(shown).toBe('--data DIR --quick --photos 5');
});

test('a cache belongs to one folder, the quick one to itself', () => {
  const names = [cacheName('a', false), cacheName('a', true), cacheName('b', false)];
  expect(new Set(names).size).toBe(3);
  expect(cacheName('a', true)).toBe(names[1]);
  for (const name of names) expect(name).toMatch(/^[0-9a-f]{8}(-quick)?$/);
});

test('photos are the first so many, or those of some people, or all that count', () => {
  const ids = (asked: string | undefined, quick: boolean): string[] =>
    chosenPhotos(twelve, asked, quick).map(({ person }) => person);
  expect(ids('4', true)).toEqual(['p0', 'p1', 'p2', 'p3']);
  expect(ids('p1,p11', true)).toEqual(['p1', 'p11']);
  expect(ids(undefined, true)).toHaveLength(10);
  expect(ids(undefined, false)).toHaveLength(12);
});

test('methods are named without regard to case; "ours" is short for our own', () => {
  const names = (asked?: string): string[] => chosenMethods(asked).map(({ name }) => name);
  expect(names('bim, jnd-mga')).toEqual(['BIM', 'JND-MGA']);
  expect(names('ours')).toEqual(['ours (L1+L2+G)']);
  expect(names()).toHaveLength(METHODS.length);
  expect(new Set(names()).size).toBe(METHODS.length);
});

test('every photo gets every method in both modes, one photo after the other', () => {
  const jobs = jobsOf(twelve.slice(0, 2), chosenMethods('BIM,PGD'));
  expect(jobs.map(({ photo, mode, method }) => `${photo} ${mode} ${method}`)).toEqual(
    ['p0/1.jpg', 'p1/1.jpg'].flatMap((photo) =>
      ['nontargeted', 'targeted'].flatMap((mode) =>
        ['BIM', 'PGD'].map((method) => `${photo} ${mode} ${method}`),
      ),
    ),
  );
});

test('a result is of a job when method, mode and photo agree', () => {
  const done = result('BIM', 'a/1.jpg');
  const job = { method: 'BIM', mode: 'nontargeted', photo: 'a/1.jpg' } as const;
  expect(isOf(done, job)).toBe(true);
  expect(isOf(done, { ...job, method: 'PGD' })).toBe(false);
  expect(isOf(done, { ...job, mode: 'targeted' })).toBe(false);
  expect(isOf(done, { ...job, photo: 'a/2.jpg' })).toBe(false);
});
