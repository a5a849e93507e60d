import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LEVERS } from '../../../bench/transfer/levers';
import { chosenMethods, chosenPanels, chosenSettings } from '../../../bench/transfer/request';
import { LEVELS } from '../../../src/offscreen/worker/protect-options';
import { LEVEL_NAMES } from '../../../src/shared/level';
import type { ModelIndex } from '../../../src/engine/models/model-index';
import type { Setting } from '../../../bench/transfer/settings';
import {
  FRONTIER,
  LEAVE_ONE_OUT,
  LEVEL_SETTINGS,
  settingKey,
  UNLINKABLE_LEFT_OUT,
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

test.each([
  ['strong', LEAVE_ONE_OUT],
  ['strong, unlinkable', UNLINKABLE_LEFT_OUT],
] as const)('of %s each recogniser that ships is left out once', (level, settings) => {
  const { models } = JSON.parse(readFileSync('models/index.json', 'utf8')) as ModelIndex;
  const ids = models.filter(({ role }) => role === 'recogniser').map(({ id }) => id);
  const leftOut = settings.map(({ attacked }) => ids.filter((id) => !attacked?.includes(id)));
  expect(leftOut).toEqual(ids.map((id) => [id]));
  expect(settings.map(({ options }) => options)).toEqual(ids.map(() => LEVELS[level]));
});

test('by default all levels and leave-one-out; named ones alone; one for --quick', () => {
  expect(chosenSettings([], false)).toEqual([...LEVEL_SETTINGS, ...LEAVE_ONE_OUT]);
  expect(LEVEL_SETTINGS.map(({ name }) => name).toSorted()).toEqual([...LEVEL_NAMES].toSorted());
  const asked = ['--strength', 'balanced', '--data', 'd', '--strength', 'strong'];
  expect(chosenSettings(asked, true).map(({ name }) => name)).toEqual(['balanced', 'strong']);
  expect(chosenSettings([], true).map(({ name }) => name)).toEqual(['strong']);
  expect(() => chosenSettings(['--strength', 'mighty'], false)).toThrow('mighty');
});

test('one left out where photos part by its name alone', () => {
  for (const one of UNLINKABLE_LEFT_OUT) {
    expect(chosenSettings(['--strength', one.name], false)).toEqual([one]);
  }
  const keys = [...LEVEL_SETTINGS, ...LEAVE_ONE_OUT, ...UNLINKABLE_LEFT_OUT].map(settingKey);
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
