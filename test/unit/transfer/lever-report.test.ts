import { expect, test } from 'vitest';
import type { AttackedSubjects } from '../../../bench/transfer/gather';
import { compareLevers, differencesOf } from '../../../bench/transfer/lever-report';
import { attacked, cos, known, mate, seen } from '../../support/transfer-looks';

const calibration = {
  genuineMean: 0.9,
  impostorMean: 0.4,
  thresholds: { '1e-2': cos(45), '1e-3': cos(20), '1e-4': 0.99 },
};
const one = known('lfw/a/1', 0);
const two = known('lfw/a/2', 10);

function run(name: string, degrees: number, found: boolean, psnr: number, steps: number) {
  const subjects = [attacked(one, seen([0]), seen([degrees], found), psnr)];
  const base = {
    kind: 'attack',
    subject: one.id,
    delivered: true,
    seconds: 1,
    commit: 'c',
  } as const;
  const done: AttackedSubjects = { setting: { name }, subjects, attacks: [{ ...base, steps }] };
  return { lever: { name }, byLeftOut: [{ leftOut: 'm', calibration, done }] };
}

test('rates, fall and PSNR beside those of the first lever', () => {
  const runs = [run('first', 40, true, 40, 100), run('second', 70, true, 38, 90)];
  const [first, second] = compareLevers(runs, [one, two].map(mate), 7);
  expect(first!.rates.map(({ psr }) => psr.share)).toEqual([0, 1]);
  expect(second!.rates.map(({ psr }) => psr.share)).toEqual([1, 1]);
  expect(second!.rates.map(({ difference }) => difference.difference)).toEqual([1, 0]);
  expect(second!.fall).toBeCloseTo((cos(10) - cos(60)) / 0.5, 4);
  expect(second!.fallDifference.difference).toBeCloseTo((cos(30) - cos(60)) / 0.5, 4);
  expect(second!.psnrDifference.difference).toBeCloseTo(-2, 10);
  expect(second!.gradients).toEqual([90, 90]);
});

test('a face that is not found again has not fallen', () => {
  const [lost] = compareLevers([run('lost', 70, false, 40, 100)], [one, two].map(mate), 7);
  expect(lost!.fall).toBe(0);
  expect(lost!.rates[0]!.psr.share).toBe(0);
});

test('one difference a person, of the means, only of people that both have', () => {
  const of = (person: string, value: number) => ({ person, value });
  const differences = differencesOf(
    [of('a', 3), of('a', 5), of('b', 1), of('c', 9)],
    [of('a', 1), of('b', 2), of('b', 4)],
  );
  expect(differences).toEqual([3, -2]);
});
