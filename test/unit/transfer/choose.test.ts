import { expect, test } from 'vitest';
import {
  chosenPeople,
  chosenSubjects,
  inWaves,
  narrowed,
  subsetOf,
} from '../../../bench/transfer/choose';
import { known } from '../../support/transfer-looks';

/** 60 people of lfw with four photos, 9 of faces with five, one of them with a single one. */
const photos = [
  ...Array.from({ length: 240 }, (_, i) => known(`lfw/p${String(i >> 2)}/${String(i % 4)}`, i)),
  ...Array.from({ length: 45 }, (_, i) =>
    known(`faces/q${String(Math.floor(i / 5))}/${String(i % 5)}`, i),
  ),
  known('faces/lonely/1', 0),
];

test('40 people of lfw with one photo each, every photo of faces that has another beside it', () => {
  const people = chosenPeople(photos, false, 1);
  const subjects = chosenSubjects(photos, people, false, 1);
  const lfw = subjects.filter(({ set }) => set === 'lfw');
  expect(lfw).toHaveLength(40);
  expect(new Set(lfw.map(({ person }) => person)).size).toBe(40);
  expect(subjects.filter(({ set }) => set === 'faces')).toHaveLength(45);
  expect(subjects.map(({ person }) => person)).not.toContain('faces/lonely');
});

test('the seed chooses: the same seed the same photos, another seed others', () => {
  const choose = (seed: number): string[] =>
    chosenSubjects(photos, chosenPeople(photos, false, seed), false, seed).map(({ id }) => id);
  expect(choose(1)).toEqual(choose(1));
  expect(choose(2)).not.toEqual(choose(1));
});

test('--quick is twelve people of the same choice, one photo of each', () => {
  const people = chosenPeople(photos, true, 1);
  const whole = chosenPeople(photos, false, 1);
  expect(people.size).toBe(12);
  expect([...people].every((person) => whole.has(person))).toBe(true);
  const subjects = chosenSubjects(
    photos.filter(({ person }) => person !== 'faces/lonely'),
    people,
    true,
    1,
  );
  expect(new Set(subjects.map(({ person }) => person)).size).toBe(subjects.length);
});

const chosen = chosenSubjects(photos, chosenPeople(photos, false, 1), false, 1);

test('the subset is half of each set, in turn, and takes a second photo of nobody before one of everybody', () => {
  const subset = subsetOf(chosen, 1);
  const people = (set: string): string[] =>
    subset.filter((one) => one.set === set).map(({ person }) => person);
  expect(people('lfw')).toHaveLength(15);
  expect(people('faces')).toHaveLength(15);
  expect(new Set(people('faces').slice(0, 9)).size).toBe(9);
  expect(subset.slice(0, 4).map(({ set }) => set)).toEqual(['lfw', 'faces', 'lfw', 'faces']);
});

test('whoever has many photos does not crowd out the others', () => {
  const many = Array.from({ length: 40 }, (_, i) => known(`faces/many/${String(i)}`, i));
  const two = ['a', 'b'].map((person) => known(`faces/${person}/1`, 0));
  const subset = subsetOf([...many, ...two], 1);
  expect(new Set(subset.slice(0, 3).map(({ person }) => person)).size).toBe(3);
});

test('a wave is ten people of lfw and one photo of everyone of faces, the last the rest', () => {
  const waves = inWaves(chosen, 1);
  for (const wave of waves.slice(0, 2)) {
    expect(wave.filter(({ set }) => set === 'lfw')).toHaveLength(10);
    const faces = wave.filter(({ set }) => set === 'faces').map(({ person }) => person);
    expect(faces).toHaveLength(9);
    expect(new Set(faces).size).toBe(9);
  }
  const ids = waves.flat().map(({ id }) => id);
  expect(ids.toSorted()).toEqual(chosen.map(({ id }) => id).toSorted());
});

test('a number asks for the beginning of the subset, names for these photos, waves for the first', () => {
  const [one, two] = [chosen[3]!, chosen[50]!];
  const narrow = (...args: string[]) => narrowed(chosen, args, 1);
  expect(narrow('--photos', `${two.id},${one.id}`)).toEqual([one, two]);
  expect(narrow('--photos', '5')).toEqual(subsetOf(chosen, 1).slice(0, 5));
  expect(narrow('--waves', '2')).toEqual(inWaves(chosen, 1).slice(0, 2).flat());
  expect(narrow()).toBe(chosen);
});

test('the beginning of the subset lies in the first wave', () => {
  const first = inWaves(chosen, 1)[0]!;
  expect(
    subsetOf(chosen, 1)
      .slice(0, 10)
      .every((photo) => first.includes(photo)),
  ).toBe(true);
});
