import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo } from '../../demo/server';
import type { Demo } from '../../demo/server';
import { makeTestPhotos, scanOf } from '../support/extension-photos';
import type { TestPhotos } from '../support/extension-photos';
import { giveSite } from '../support/shared-browsers';
import type { SiteBrowser } from '../support/site-browser';

const ROOT = resolve(import.meta.dirname, '../..');

let photos: TestPhotos;
let demo: Demo;
let chromium: SiteBrowser;

giveSite((shared) => {
  chromium = shared;
});
beforeAll(async () => {
  photos = await makeTestPhotos();
  demo = await startDemo();
});
afterAll(async () => {
  await demo.close();
  photos.remove();
});

async function choose(page: Page, path: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#add')]);
  await chooser.accept([path]);
}

/** Posts one photo; gives what the server got and every Blob that the page's script touched. */
async function post(path: string): Promise<{ got: Buffer; touched: Buffer[] }> {
  const before = demo.touched.length;
  const page = await chromium.visit(`${demo.origin}/?record`);
  await choose(page, path);
  await page.waitForSelector('#previews img', { timeout: 150_000 });
  await page.click('#send');
  await page.waitForSelector('#feed img');
  await page.evaluate('recorded()');
  await page.close();
  const got = demo.uploads.at(-1)?.bytes;
  if (got === undefined) throw new Error('The site received nothing');
  return { got, touched: demo.touched.slice(before).map(({ bytes }) => bytes) };
}

describe('the sample site', () => {
  it('receives the changed photo, and its scripts never touch another', async () => {
    const original = readFileSync(photos.oneFace);
    const { got, touched } = await post(photos.oneFace);
    expect(touched.length).toBeGreaterThan(0);
    for (const bytes of touched) expect(bytes.equals(got)).toBe(true);
    expect(got.equals(original)).toBe(false);
    expect(scanOf(got).equals(scanOf(original))).toBe(false);
  });

  it('receives the original when it is switched off, which its recorder sees', async () => {
    await chromium.switchSite(false);
    const { got, touched } = await post(photos.noFace);
    await chromium.switchSite(true);
    expect(got.equals(readFileSync(photos.noFace))).toBe(true);
    expect(touched.some((bytes) => bytes.equals(got))).toBe(true);
  });
});

describe('npm start without a display', () => {
  const run = (...names: string[]) => {
    const env = { ...process.env };
    for (const name of ['DISPLAY', 'WAYLAND_DISPLAY']) Reflect.deleteProperty(env, name);
    return spawnSync(process.execPath, ['--import', 'tsx', 'scripts/start.ts', ...names], {
      cwd: ROOT,
      env,
      encoding: 'utf8',
    });
  };

  it('takes the walk and leaves what was chosen and what the site got', () => {
    rmSync(join(ROOT, 'out'), { recursive: true, force: true });
    const { status, stdout } = run(photos.oneFace);
    const original = readFileSync(photos.oneFace);
    expect(stdout).toMatch(/1 face no longer matches[^]*What the site got:/);
    expect(readFileSync(join(ROOT, 'out/before.jpg')).equals(original)).toBe(true);
    expect(scanOf(readFileSync(join(ROOT, 'out/after.jpg'))).equals(scanOf(original))).toBe(false);
    expect(status).toBe(0);
  });

  it('fails and leaves nothing when the photo does not reach the site', () => {
    rmSync(join(ROOT, 'out'), { recursive: true, force: true });
    const { status, stderr } = run(photos.truncated);
    expect(status).toBe(1);
    expect(stderr).toMatch(/damaged/);
    expect(existsSync(join(ROOT, 'out/after.jpg'))).toBe(false);
  });
});
