import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/shared/settings';
import { read } from './repository';

it('docs/settings.md has a row for every setting, with its default, and no other', () => {
  const rows = [...read('docs/settings.md').matchAll(/^\| `(\w+)` *\|[^|]*\| ([^|]*?) *\|/gm)];
  const documented = rows.map(([, name = '', byDefault = '']) => [name, byDefault]);
  const shown = (value: unknown) =>
    JSON.stringify(value) === '{}' ? 'none' : JSON.stringify(value).replaceAll('"', '');
  expect(documented.map(([name, byDefault]) => [name, byDefault?.replaceAll('`', '')])).toEqual(
    Object.entries(DEFAULT_SETTINGS).map(([name, value]) => [name, shown(value)]),
  );
});
