import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheName, option } from '../paper/request';

/** What decides how a photo is attacked and written; a bench that changes looks at the same files. */
const ENGINE = [
  'src/engine',
  'src/offscreen/codecs',
  'src/shared/platforms.ts',
  'models/index.json',
];
/** Where finished work is kept, unless `--cache DIR` says otherwise. */
const PLACE = join('node_modules', '.cache', 'unnoticed');

/** Eight hex digits of the engine and the codecs: the same sources, the same digits. */
export function engineHash(roots: readonly string[] = ENGINE): string {
  const hash = createHash('sha256');
  for (const path of roots.flatMap(filesUnder)) hash.update(path).update(readFileSync(path));
  return hash.digest('hex').slice(0, 8);
}

/**
 * The folder of what one bench did to one folder of data by one engine. `--engine HASH` names an
 * earlier engine, to report what it did.
 */
export function cachePlace(bench: string, folder: string, args: readonly string[]): string {
  const engine = option(args, '--engine') ?? engineHash();
  return join(option(args, '--cache') ?? PLACE, bench, cacheName(folder, false), engine);
}

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).sort();
  return names.flatMap((name) => filesUnder(join(path, name)));
}
