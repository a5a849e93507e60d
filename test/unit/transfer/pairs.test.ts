import { expect, test } from 'vitest';
import { pairsAmong, pairsOf } from '../../../bench/transfer/pairs';
import { attacked, cos, known, mate, seen } from '../../support/transfer-looks';

const one = known('lfw/a/1', 0);
const two = known('lfw/a/2', 10);
const three = known('lfw/a/3', 50);
const stranger = known('lfw/b/1', 5);
const mates = [one, two, three, stranger].map(mate);

test('an attacked photo is paired with the other clean photos of its person, not with itself', () => {
  const subject = attacked(one, seen([0]), seen([90]));
  const pairs = pairsOf([subject], mates, 'as delivered', 'm');
  expect(pairs).toHaveLength(2);
  expect(pairs.map(({ person }) => person)).toEqual(['lfw/a', 'lfw/a']);
  expect(pairs.map(({ before }) => before)).toEqual([
    expect.closeTo(cos(10), 5),
    expect.closeTo(cos(50), 5),
  ]);
  expect(pairs.map(({ after }) => after)).toEqual([
    expect.closeTo(cos(80), 5),
    expect.closeTo(cos(40), 5),
  ]);
});

test('of both alignments the one that is more like the person counts', () => {
  const subject = attacked(one, seen([0]), seen([90, 30]));
  const [pair] = pairsOf([subject], mates, 'as delivered', 'm');
  expect(pair!.after).toBeCloseTo(cos(20), 5);
});

test('a face that is not found again is above every threshold', () => {
  const subject = attacked(one, seen([0]), seen([90], false));
  expect(pairsOf([subject], mates, 'as delivered', 'm').map(({ after }) => after)).toEqual([
    Infinity,
    Infinity,
  ]);
});

test('the adaptive version is compared with the mates as the adaptive matcher sees them', () => {
  const subject = attacked(one, seen([0]), seen([90]));
  const adaptive = mates.map((each) => ({ ...each, adaptive: stranger.face.plain }));
  const [pair] = pairsOf([subject], adaptive, 'adaptive', 'm');
  expect(pair!.before).toBeCloseTo(cos(5), 5);
});

test('protected photos of one person are paired once, each by all of its alignments', () => {
  const a = attacked(one, seen([0]), seen([90, 70]));
  const b = attacked(two, seen([10]), seen([40]));
  const other = attacked(stranger, seen([5]), seen([40]));
  const pairs = pairsAmong([a, b, other], 'as delivered', 'm');
  expect(pairs).toHaveLength(1);
  expect(pairs[0]!.before).toBeCloseTo(cos(10), 5);
  expect(pairs[0]!.after).toBeCloseTo(cos(30), 5);
  const strangers = pairsAmong([a, b, other], 'as delivered', 'm', 'strangers');
  expect(strangers.map(({ after }) => after)).toEqual([
    expect.closeTo(cos(30), 5),
    expect.closeTo(1, 5),
  ]);
});

test.each([
  [false, true],
  [true, false],
])('found %s and %s: a pair of which one face is lost still matches', (first, second) => {
  const a = attacked(one, seen([0]), seen([90], first));
  const b = attacked(two, seen([10]), seen([0], second));
  expect(pairsAmong([a, b], 'as delivered', 'm')[0]!.after).toBe(Infinity);
});
