import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../src/shared/errors';
import { VERDICT_KEYS } from '../../../src/shared/verdict';

const root = resolve(import.meta.dirname, '../../..');
const texts = JSON.parse(readFileSync(join(root, '_locales/en/messages.json'), 'utf8')) as Record<
  string,
  { message: string; description: string }
>;

function read(folder: string, ending: RegExp): string {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path))
    .map((path) => readFileSync(join(root, folder, path), 'utf8'))
    .join('\n');
}

const sources = read('src', /\.(ts|html)$/) + readFileSync(join(root, 'manifest.json'), 'utf8');
const named = (pattern: RegExp) => [...sources.matchAll(pattern)].map((match) => match[1] ?? '');
const used = new Set([
  ...named(/translate\(\s*'([a-z_]+)'/g),
  ...named(/data-(?:text|label)="([a-z_]+)"/g),
  ...named(/__MSG_([a-z_]+)__/g),
  ...VERDICT_KEYS,
  ...ERROR_CODES.map((code) => `error_${code.replaceAll('-', '_')}`),
]);

describe('the texts', () => {
  it('are found in the sources', () => {
    expect(used.size).toBeGreaterThan(ERROR_CODES.length + 10);
  });

  it.each([...used])('have %s, with a word for translators', (key) => {
    expect(texts[key]?.message).toBeTruthy();
    expect(texts[key]?.description).toBeTruthy();
  });

  it('hold nothing that nobody shows', () => {
    expect(Object.keys(texts).filter((key) => !used.has(key))).toEqual([]);
  });

  it('promise nothing that was not measured', () => {
    const all = Object.values(texts)
      .map(({ message }) => message)
      .join('\n');
    expect(all).not.toMatch(
      /unrecogni[sz]able|undetectable|forever|guarantee|anonym|\bprotected\b/i,
    );
  });
});
