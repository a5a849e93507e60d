import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LEVERS } from '../../../bench/transfer/levers';
import { chosenMethods, chosenPanels, chosenSettings } from '../../../bench/transfer/request';
import type { ModelIndex } from '../../../src/engine/models/model-index';
import type { Setting } from '../../../bench/transfer/settings';
import {
  DECOY_WEIGHTS,
  FRONTIER,
  LEAVE_ONE_OUT,
  settingKey,
  STRENGTHS,
} from '../../../bench/transfer/settings';

const setting = (options: Setting['options'], more: Partial<Setting> = {}): Setting => ({
  name: 'any',
  ...(options && { options }),
  ...more,
});

test('files are kept by what is done, not by what it is called or in which order it is written', () => {
  const key = settingKey(setting({ k: 0.6, maxSteps: 20 }));
  expect(settingKey({ name: 'other', options: { maxSteps: 20, k: 0.6 } })).toBe(key);
  expect(settingKey(setting({ k: 0.8, maxSteps: 20 }))).not.toBe(key);
  expect(settingKey(setting({ k: 0.6, maxSteps: 20 }, { attacked: ['dlib'] }))).not.toBe(key);
});

test('what is said as it is by default is the same choice', () => {
  expect(settingKey(setting({ k: 1 }))).toBe(settingKey(setting(undefined)));
});

test('every budget of the frontier, every peer and every lever has files of its own', () => {
  const keys = [...FRONTIER.flatMap(({ budgets }) => budgets), ...LEVERS].map(settingKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(FRONTIER.every(({ budgets }) => budgets.length >= 6)).toBe(true);
});

test('each recogniser that ships is left out once, and all others are attacked', () => {
  const { models } = JSON.parse(readFileSync('models/index.json', 'utf8')) as ModelIndex;
  const ids = models.filter(({ role }) => role === 'recogniser').map(({ id }) => id);
  const leftOut = LEAVE_ONE_OUT.map(({ attacked }) => ids.filter((id) => !attacked?.includes(id)));
  expect(leftOut).toEqual(ids.map((id) => [id]));
});

test('by default all strengths and leave-one-out; named ones alone; one for --quick', () => {
  expect(chosenSettings([], false)).toEqual([...STRENGTHS, ...LEAVE_ONE_OUT]);
  const asked = ['--strength', 'balanced', '--data', 'd', '--strength', 'strong'];
  expect(chosenSettings(asked, true).map(({ name }) => name)).toEqual(['balanced', 'strong']);
  expect(chosenSettings([], true).map(({ name }) => name)).toEqual(['strong']);
  expect(() => chosenSettings(['--strength', 'mighty'], false)).toThrow('mighty');
});

test('other weights of the decoy, whole and one left out, by their names alone', () => {
  expect(DECOY_WEIGHTS).toHaveLength(2 * (1 + LEAVE_ONE_OUT.length));
  for (const one of DECOY_WEIGHTS) {
    const weight = Number(/^strong, decoy weight ([\d.]+)/.exec(one.name)?.[1]);
    const options = { ...STRENGTHS[0]!.options, decoyWeight: weight };
    expect(one.options).toEqual(options);
    expect(chosenSettings(['--strength', one.name], false)).toEqual([one]);
  }
  const keys = [...STRENGTHS, ...LEAVE_ONE_OUT, ...DECOY_WEIGHTS].map(settingKey);
  expect(new Set(keys).size).toBe(keys.length);
});

test('the panels of the frontier that were asked for', () => {
  expect(chosenPanels([])).toEqual([]);
  const all = ['judge', 'faceres', 'dlib', 'mobilefacenet'];
  expect(chosenPanels(['--frontier', '--fresh'])).toEqual(all);
  expect(chosenPanels(['--frontier', 'dlib,judge'])).toEqual(['dlib', 'judge']);
  expect(() => chosenPanels(['--frontier', 'nobody'])).toThrow('nobody');
});

test('the product’s method beside all of the others, or beside those that were asked for', () => {
  expect(chosenMethods([])).toEqual(FRONTIER);
  const names = chosenMethods(['--beside', 'PGD,TIP-IM style']).map(({ name }) => name);
  expect(names).toEqual(['ours', 'TIP-IM style', 'PGD']);
  expect(() => chosenMethods(['--beside', 'ours'])).toThrow('ours');
});
