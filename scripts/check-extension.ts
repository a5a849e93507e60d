/**
 * Runs Mozilla's linter over the built extension. It judges as a Firefox store would, so for the
 * Chromium build the findings named below, and no others, are expected. Everything else fails.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Finding {
  readonly code: string;
  readonly message: string;
  readonly description: string;
  readonly file?: string;
  readonly line?: number;
}

interface Report {
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** Expected for dist/chromium only: what a Firefox store wants and Chromium has no word for. */
const FIREFOX_ONLY: readonly (readonly [code: string, words: string, why: string])[] = [
  ['ADDON_ID_REQUIRED', '', 'Chromium takes the id from the store'],
  ['MISSING_DATA_COLLECTION_PERMISSIONS', '', 'a key of Firefox alone'],
  ['MANIFEST_PERMISSIONS', '"offscreen"', 'Firefox has no offscreen document'],
  ['UNSUPPORTED_API', 'offscreen.', 'Firefox has no offscreen document'],
  ['UNSUPPORTED_API', 'dom.openOrClosedShadowRoot', 'there it is a property of elements'],
  ['INCOGNITO_SPLIT_UNSUPPORTED', '', 'Firefox reads it as not allowed'],
  ['BACKGROUND_SERVICE_WORKER_IGNORED', '', 'Firefox uses background.scripts'],
  ['BACKGROUND_SERVICE_WORKER_NOFALLBACK', '', 'Firefox uses background.scripts'],
];

const root = resolve(import.meta.dirname, '..');

function lint(folder: string): Report {
  const webExt = join(root, 'node_modules/web-ext/bin/web-ext.js');
  const done = spawnSync(
    process.execPath,
    [webExt, 'lint', '--source-dir', folder, '--output', 'json'],
    { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  try {
    return JSON.parse(done.stdout) as Report;
  } catch {
    throw new Error(`web-ext lint gave no report for ${folder}: ${done.stderr}`);
  }
}

function isExpected(build: string, finding: Finding): boolean {
  return (
    build === 'chromium' &&
    FIREFOX_ONLY.some(([code, words]) => code === finding.code && finding.message.includes(words))
  );
}

const builds = ['chromium', 'firefox'].filter((build) => existsSync(join(root, 'dist', build)));
if (builds.length === 0) {
  process.stderr.write('Nothing in dist/: run `npm run build` first.\n');
  process.exitCode = 1;
}
for (const build of builds) {
  const { errors, warnings } = lint(join('dist', build));
  const findings = [...errors, ...warnings].filter((finding) => !isExpected(build, finding));
  process.stdout.write(
    `dist/${build}: ${findings.length === 0 ? 'ok' : `${findings.length} findings`}\n`,
  );
  for (const { code, file, line, message, description } of findings) {
    process.exitCode = 1;
    process.stdout.write(`  ${file ?? '-'}:${line ?? 0} ${code} ${message} ${description}\n`);
  }
}
