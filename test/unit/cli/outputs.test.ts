import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findPhotos } from '../../../scripts/protect/find-photos';
import { planOutputs, refuseInput, writeOutput } from '../../../scripts/protect/outputs';
import { UsageError } from '../../../scripts/protect/parse-arguments';

let folder: string;
const at = (...parts: string[]) => join(folder, ...parts);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unnoticed-cli-'));
  for (const name of ['b.jpg', 'a.PNG', 'notes.txt', 'deep/c.webp', 'out/b.protected.jpg']) {
    mkdirSync(at(name, '..'), { recursive: true });
    writeFileSync(at(name), name);
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('findPhotos', () => {
  it('takes a folder with all below it but not what lies among the results', () => {
    const found = findPhotos([folder], at('out'));
    expect(found.map(({ below }) => below)).toEqual(['a.PNG', 'b.jpg', join('deep', 'c.webp')]);
  });

  it('takes a file that is named as it is, whatever it is called', () => {
    expect(findPhotos([at('notes.txt')], at('out'))).toEqual([
      { path: at('notes.txt'), below: 'notes.txt' },
    ]);
  });

  it('refuses what is not there', () => {
    expect(() => findPhotos([at('none.jpg')], at('out'))).toThrow(UsageError);
  });
});

describe('planOutputs', () => {
  it('keeps the folders below a folder and adds to the name', () => {
    const outputs = planOutputs(findPhotos([folder], at('out')), at('out'));
    expect(outputs).toEqual([
      at('out', 'a.protected.PNG'),
      at('out', 'b.protected.jpg'),
      at('out', 'deep', 'c.protected.webp'),
    ]);
  });

  it('never names an input, nor one place twice', () => {
    const inputs = [at('b.jpg'), at('out/b.protected.jpg'), at('b.jpg')];
    const outputs = planOutputs(findPhotos(inputs, at('elsewhere')), at('out'));
    expect(outputs).toEqual([
      at('out', 'b.protected-2.jpg'),
      at('out', 'b.protected.protected.jpg'),
      at('out', 'b.protected-3.jpg'),
    ]);
  });

  it('sees through a link to the folder of the inputs', () => {
    writeFileSync(at('b.protected.jpg'), 'an input');
    symlinkSync(folder, at('link'));
    const photos = findPhotos([at('b.jpg'), at('b.protected.jpg')], at('out'));
    expect(planOutputs(photos, at('link'))[0]).toBe(at('link', 'b.protected-2.jpg'));
  });
});

describe('refuseInput', () => {
  it('refuses a photo, also through a link, and nothing else', () => {
    const photos = findPhotos([at('b.jpg')], at('out'));
    symlinkSync(folder, at('link'));
    expect(() => refuseInput(at('b.jpg'), photos)).toThrow(UsageError);
    expect(() => refuseInput(at('link', 'b.jpg'), photos)).toThrow(UsageError);
    expect(() => refuseInput(at('report.json'), photos)).not.toThrow();
  });
});

describe('writeOutput', () => {
  it('replaces a link instead of following it', () => {
    symlinkSync(at('b.jpg'), at('out', 'x.jpg'));
    writeOutput(at('out', 'x.jpg'), Buffer.from('result'));
    expect(readFileSync(at('b.jpg'), 'utf8')).toBe('b.jpg');
    expect(readFileSync(at('out', 'x.jpg'), 'utf8')).toBe('result');
  });
});
