import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the build reads. A folder's own time changes when something in it comes or goes. */
const SOURCES = [
  'src',
  '_locales',
  'models/index.json',
  'manifest.json',
  'package-lock.json',
  'scripts/build.ts',
  'LICENSE',
  'THIRD_PARTY_NOTICES.md',
];

/** Builds the extension if dist is missing, unfinished or older than what it is made from. */
export function ensureBuilt(root: string): void {
  // Written at the very end of the build.
  const built = statSync(join(root, 'dist/chromium.meta.json'), { throwIfNoEntry: false });
  if (built !== undefined && built.mtimeMs >= newestMs(root)) return;
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('The extension could not be built; the reason is above');
}

function newestMs(root: string): number {
  const paths = SOURCES.flatMap((source) => {
    const path = join(root, source);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory() !== true) return [path];
    const below = readdirSync(path, { recursive: true, encoding: 'utf8' });
    return [path, ...below.map((name) => join(path, name))];
  });
  const times = paths.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return times.reduce((newest, ms) => Math.max(newest, ms), 0);
}
