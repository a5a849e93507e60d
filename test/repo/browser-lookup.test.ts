import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, judgeBrowser, judgeVersionLine, MINIMUM_CHROME } from '../../scripts/browser';
import { readJson } from './repository';

describe('which browsers will do', () => {
  it.each([
    ['Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)', '156.0.8078.79'],
    ['Google Chrome for Testing 148.0.1.2', '148.0.1.2'],
  ])('%s', (line, version) => {
    expect(judgeVersionLine(line)).toEqual({ suitable: true, version });
  });

  it.each([
    ['Google Chrome 156.0.8078.79', /branded/],
    ['Microsoft Edge 156.0.1.2', /branded/],
    ['Chromium 147.0.9999.99', /older than 148/],
    ['Chromium', /does not say/],
  ])('not %s', (line, reason) => {
    const verdict = judgeVersionLine(line);
    expect(verdict.suitable ? '' : verdict.reason).toMatch(reason);
  });

  it('needs the version that the manifest needs', () => {
    const manifest = readJson('manifest.json') as { minimum_chrome_version: string };
    expect(manifest.minimum_chrome_version).toBe(String(MINIMUM_CHROME));
  });
});

// The stand-ins are shell scripts.
describe.skipIf(process.platform === 'win32')('where a browser is looked for', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unnoticed-browser-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function standIn(name: string, line: string): string {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\necho "${line}"\n`);
    chmodSync(path, 0o755);
    return path;
  }

  it('the one named by UNNOTICED_CHROMIUM comes first', async () => {
    const named = standIn('mine', 'Chromium 151.0.0.1');
    standIn('chromium', 'Chromium 152.0.0.1');
    const found = await findBrowser({ UNNOTICED_CHROMIUM: named, PATH: folder });
    expect(found).toEqual({ path: named, version: '151.0.0.1', how: 'UNNOTICED_CHROMIUM' });
  });

  it('one that will not do is passed over for one in PATH', async () => {
    const old = standIn('old', 'Chromium 120.0.0.1');
    const branded = standIn('branded', 'Google Chrome 156.0.0.1');
    const good = standIn('chromium', 'Chromium 152.0.0.1');
    const found = await findBrowser({
      UNNOTICED_CHROMIUM: old,
      CHROME_PATH: branded,
      PATH: folder,
    });
    expect(found?.path).toBe(good);
  });

  it('a path that leads nowhere is not a browser', () => {
    expect(judgeBrowser(join(folder, 'absent')).suitable).toBe(false);
  });
});
