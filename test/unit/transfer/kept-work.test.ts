import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { KeptWork } from '../../../bench/transfer/kept-work';
import { ResultFile } from '../../../bench/support/result-file';

const folder = mkdtempSync(join(tmpdir(), 'unnoticed-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('work that is kept is given in the order asked for, and nobody is started for it', async () => {
  const file = new ResultFile<{ key: string; value: number }>(join(folder, 'results.jsonl'));
  await file.add({ key: 'a', value: 1 });
  await file.add({ key: 'b', value: 2 });
  await file.add({ key: 'a', value: 3 });
  const keyOf = ({ name }: { name: string }): string => name;
  // A process of the pool would be a fork of this test, which answers nothing.
  const work = new KeptWork({ file, keyOf, processes: 1, argument: '--none' });
  const results = await work.through('label', [{ name: 'b' }, { name: 'a' }]);
  expect(results.map(({ value }) => value)).toEqual([2, 3]);
});

test('where nothing is to be done, what is not there is left out', async () => {
  const file = new ResultFile<{ key: string }>(join(folder, 'half.jsonl'));
  await file.add({ key: 'b' });
  const keyOf = ({ name }: { name: string }): string => name;
  const settings = { file, keyOf, processes: 1, argument: '--none', onlyKept: () => true };
  const results = await new KeptWork(settings).through('label', [{ name: 'a' }, { name: 'b' }]);
  expect(results).toEqual([{ key: 'b' }]);
});

test('a line that a killed process left unfinished is no result and spoils no other', async () => {
  const path = join(folder, 'torn.jsonl');
  await writeFile(path, '{"key":"a"}\n{"key":"b","val');
  await new ResultFile<{ key: string }>(path).add({ key: 'c' });
  expect(await new ResultFile<{ key: string }>(path).read()).toEqual([{ key: 'a' }, { key: 'c' }]);
});
