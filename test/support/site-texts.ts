import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FILE = join(resolve(import.meta.dirname, '../..'), '_locales/en/messages.json');

/** The extension's own words for `key`, as a person reads them. */
export function textOf(key: string): string {
  const texts = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, { message: string }>;
  const text = texts[key]?.message;
  if (text === undefined) throw new Error(`No text ${key}`);
  return text;
}

/** The same words whatever numbers stand in them. */
export function patternOf(key: string): RegExp {
  const plain = textOf(key).replaceAll(/[.*+?()[\]\\]/g, '\\$&');
  return new RegExp(plain.replaceAll(/\$\d/g, '[\\d.]+'));
}
