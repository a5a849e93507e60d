import { browser } from './browser';

/** The text of `key` in the person's language, with `$1`, `$2`... replaced. */
export function translate(key: string, ...substitutions: readonly (string | number)[]): string {
  return browser.i18n.getMessage(key, substitutions.map(String));
}
