import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { ClosedSet } from '../../../bench/paper/closed-set';
import { readClosedSet } from '../../../bench/paper/closed-set';
import { ResultFile } from '../../../bench/support/result-file';
import { result, subject } from '../../support/paper-results';

const folder = mkdtempSync(join(tmpdir(), 'unnoticed-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('results are kept one by one, and found again by the next run', async () => {
  const path = join(folder, 'not', 'there', 'results.jsonl');
  expect(await new ResultFile(path).read()).toEqual([]);
  const [a, b] = [result('BIM', 'a/1.jpg'), result('PGD', 'a/1.jpg', { msSsim: null })];
  await new ResultFile(path).add(a);
  await new ResultFile(path).add(b);
  expect(await new ResultFile(path).read()).toEqual([a, b]);
  expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(2);
});

test('a closed set is made once, and read after that', async () => {
  const path = join(folder, 'sets', 'closed-set.json');
  let made = 0;
  const make = (): Promise<ClosedSet> => {
    made += 1;
    const figure = subject('figure');
    const prototypes = [[0.6, 0.8]];
    return Promise.resolve({ prototypes, lfw: 1, leftOut: [], subjects: [], misnamed: [], figure });
  };
  const first = await readClosedSet(path, make);
  expect(await readClosedSet(path, make)).toEqual(first);
  expect(made).toBe(1);
});
