import { expect, test } from 'vitest';
import { bestOfEach, rankOf, searchRanks } from '../../../bench/transfer/search-ranks';
import { at, attacked, known, mate, seen } from '../../support/transfer-looks';

const one = known('lfw/a/1', 0);
const two = known('lfw/a/2', 10);
const distractors = [
  { person: 'lfw/a', plain: at(1) },
  { person: 'lfw/b', plain: at(5) },
  { person: 'lfw/c', plain: at(60) },
  { person: 'lfw/d', plain: at(170) },
];
const mates = [one, two].map(mate);

test('those that are as similar stand before the mate', () => {
  expect(rankOf(0.5, [0.9, 0.5, 0.4])).toBe(3);
  expect(rankOf(0.5, [])).toBe(1);
});

test('the place of the other photo among strangers, the own person left out', () => {
  const subject = attacked(one, seen([12]), seen([70]));
  // From 12 degrees: the mate is 2 off, the nearest stranger 7. From 70: 60, and 10 and 65.
  expect(searchRanks([subject], mates, distractors, 'm')).toEqual([
    { person: 'lfw/a', photo: 'lfw/a/1', before: 1, after: 2 },
  ]);
});

test('the better place of the alignments counts', () => {
  const subject = attacked(one, seen([12]), seen([70, 12]));
  expect(searchRanks([subject], mates, distractors, 'm')[0]!.after).toBe(1);
});

test('a face that is not found again is found in the search', () => {
  const subject = attacked(one, seen([12]), seen([70], false));
  expect(searchRanks([subject], mates, distractors, 'm')[0]!.after).toBe(1);
});

test('with all of the person known, a photo is found where the first of them is', () => {
  const person = 'lfw/a';
  const ranked = [
    { person, photo: '1', before: 3, after: 20 },
    { person, photo: '2', before: 1, after: 1 },
    { person, photo: '1', before: 2, after: 50 },
  ];
  expect(bestOfEach(ranked)).toEqual([
    { person, photo: '1', before: 2, after: 20 },
    { person, photo: '2', before: 1, after: 1 },
  ]);
});
