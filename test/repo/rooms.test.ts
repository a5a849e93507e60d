import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from './repository';

/** What one file of the fixture imports, and the rule that it breaks by that. */
const FORBIDDEN: readonly (readonly [file: string, imports: string, rule: string])[] = [
  ['src/engine/a.ts', '../shared/thing', 'engine-is-pure'],
  ['src/engine/b.ts', '../offscreen/thing', 'engine-is-pure'],
  ['src/engine/c.ts', 'exifreader', 'engine-packages'],
  ['src/engine/d.ts', '@tensorflow/tfjs-backend-webgl', 'engine-packages'],
  ['src/engine/e.ts', 'node:fs', 'no-node-in-src'],
  ['src/engine/f.ts', '../../bench/thing', 'src-is-what-ships'],
  ['src/engine/g.ts', './nowhere', 'no-unresolvable'],
  ['src/shared/a.ts', '../engine/thing', 'shared-is-ground-floor'],
  ['src/content/a.ts', '../engine/thing', 'content-imports-shared'],
  ['src/content/b.ts', '../background/thing', 'content-imports-shared'],
  ['src/content/c.ts', './page-world/thing', 'page-world-is-not-imported'],
  ['src/content/page-world/a.ts', '../../shared/thing', 'page-world-imports-nothing'],
  ['src/background/a.ts', '../offscreen/thing', 'background-imports-shared'],
  ['src/background/b.ts', '@tensorflow/tfjs-core', 'tensors-in-the-engine-host'],
  ['src/offscreen/a.ts', '../background/thing', 'offscreen-imports-engine-and-shared'],
  ['src/offscreen/b.ts', '../../test/thing', 'src-is-what-ships'],
  ['src/ui/a.ts', '../offscreen/thing', 'ui-imports-shared'],
  ['src/ui/b.ts', 'webextension-polyfill', 'polyfill-behind-one-file'],
  ['src/ui/c.ts', 'puppeteer-core', 'no-dev-package-in-src'],
  ['src/ui/cycle-one.ts', './cycle-two', 'no-cycle'],
  ['src/offscreen/c.ts', 'onnxruntime-web', 'judge-only-measures'],
  ['test/a.ts', '../bench/transfer/judge', 'judge-only-measures'],
  ['scripts/a.ts', 'onnxruntime-web', 'judge-only-measures'],
  ['bench/schedule.ts', './transfer/judge', 'judge-only-measures'],
  ['bench/transfer/between.ts', './judge', 'judge-only-measures'],
  ['bench/transfer-levers.ts', './transfer/between', 'settings-never-see-the-judge'],
  ['test/targets/pages/a.ts', '../../thing', 'targets-stand-alone'],
  ['test/targets/pages/b.ts', '../../../src/shared/thing', 'targets-stand-alone'],
];

const ALLOWED: readonly (readonly [file: string, imports: string])[] = [
  ['src/engine/good.ts', '@tensorflow/tfjs-core'],
  ['src/shared/browser.ts', 'webextension-polyfill'],
  ['src/offscreen/good.ts', '../engine/thing'],
  ['src/content/good.ts', '../shared/thing'],
  ['src/background/firefox-host.ts', '../offscreen/thing'],
  ['test/good.ts', '../src/engine/thing'],
  ['bench/transfer/judge.ts', 'onnxruntime-web'],
  ['bench/transfer.ts', './transfer/judge'],
  ['test/targets/pages/good.ts', 'react'],
];

interface CruiseReport {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { name: string } }[];
  };
}

/** Names of the rules that a file of the fixture breaks. */
const brokenBy = new Map<string, string[]>();
let fixture = '';

function write(path: string, text: string): void {
  mkdirSync(dirname(join(fixture, path)), { recursive: true });
  writeFileSync(join(fixture, path), text);
}

beforeAll(() => {
  fixture = mkdtempSync(join(tmpdir(), 'unnoticed-rooms-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'package.json']) {
    copyFileSync(join(ROOT, file), join(fixture, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(fixture, 'node_modules'), 'junction');
  const rooms = ['engine', 'shared', 'background', 'content', 'content/page-world', 'offscreen'];
  for (const folder of [...rooms.map((room) => `src/${room}`), 'test', 'bench', 'scripts']) {
    write(`${folder}/thing.ts`, 'export const thing = 1;\n');
  }
  for (const [file, imports] of [...FORBIDDEN, ...ALLOWED]) {
    write(file, `export * from '${imports}';\n`);
  }
  write('src/ui/cycle-two.ts', "export * from './cycle-one';\n");
  write('src/ui/type-only.ts', "export type { thing } from '../engine/thing';\n");

  const output = execFileSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'json', '--no-progress'],
      ...['src', 'test', 'bench', 'scripts'],
    ],
    { cwd: fixture, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  for (const { from, rule } of (JSON.parse(output) as CruiseReport).summary.violations) {
    brokenBy.set(from, [...(brokenBy.get(from) ?? []), rule.name]);
  }
}, 60_000);

afterAll(() => {
  rmSync(fixture, { recursive: true, force: true });
});

describe('rooms', () => {
  it.each(FORBIDDEN)('%s may not import %s: %s', (file, _imports, rule) => {
    expect(brokenBy.get(file)).toContain(rule);
  });

  it('a type counts as an import', () => {
    expect(brokenBy.get('src/ui/type-only.ts')).toContain('ui-imports-shared');
  });

  it.each(ALLOWED)('%s may import %s', (file) => {
    expect(brokenBy.get(file)).toBeUndefined();
  });
});
