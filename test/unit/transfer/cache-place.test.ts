import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cachePlace, engineHash } from '../../../bench/transfer/cache-place';

const folder = mkdtempSync(join(tmpdir(), 'unnoticed-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('another engine, another hash; the same again, the same', () => {
  const file = join(folder, 'a.ts');
  writeFileSync(file, 'one');
  const first = engineHash([folder]);
  writeFileSync(file, 'two');
  expect(engineHash([folder])).not.toBe(first);
  writeFileSync(file, 'one');
  expect(engineHash([folder])).toBe(first);
});

test('a cache is of one bench, one folder of data and one engine, where it is asked for', () => {
  const args = ['--cache', 'kept', '--engine', '01234567'];
  const place = cachePlace('transfer', 'data', args);
  expect(place).toMatch(/^kept\/transfer\/[0-9a-f]{8}\/01234567$/);
  expect(cachePlace('transfer', 'other', args)).not.toBe(place);
  expect(cachePlace('transfer', 'data', ['--cache', 'kept'])).toContain(engineHash());
});
