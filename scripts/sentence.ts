import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Verdict } from '../src/shared/verdict';

const TEXTS = join(resolve(import.meta.dirname, '..'), '_locales/en/messages.json');

/** A verdict in the extension's own words. */
export function sentenceOf({ key, args }: Verdict): string {
  const texts = JSON.parse(readFileSync(TEXTS, 'utf8')) as Record<string, { message: string }>;
  const text = texts[key]?.message ?? key;
  return text.replaceAll(/\$(\d)/g, (_, place: string) => String(args[Number(place) - 1] ?? ''));
}
