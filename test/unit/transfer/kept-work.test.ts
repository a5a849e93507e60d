import { mkdtempSync, rmSync } from 'node:fs';
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
