import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT, trackedFiles } from './repository';

/** Put together here, so that this file does not name what it looks for. */
const MACHINE_PATHS = [
  ['', 'work', ''].join('/'),
  ['', 'root', ''].join('/'),
  ['', 'home', ''].join('/'),
  ['', 'Users', ''].join('/'),
  ['.', 'library', '/'].join(''),
  ['C:', 'Users', ''].join('\\'),
];

const isText = (bytes: Buffer) => !bytes.subarray(0, 8000).includes(0);

it('no tracked file names a folder of the machine it was written on', () => {
  const found = trackedFiles().flatMap((path) => {
    const bytes = readFileSync(join(ROOT, path));
    if (statSync(join(ROOT, path)).size > 5_000_000 || !isText(bytes)) return [];
    const text = bytes.toString('utf8');
    return MACHINE_PATHS.filter((name) => text.includes(name)).map((name) => `${path}: ${name}`);
  });
  expect(found).toEqual([]);
});
