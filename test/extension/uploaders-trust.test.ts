import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { giveSite } from '../support/shared-browsers';
import type { SiteBrowser } from '../support/site-browser';
import { makeSitePhotos } from '../support/site-photos';
import type { SitePhotos } from '../support/site-photos';
import { drag, dropOn } from '../targets/person';
import { startTargets } from '../targets/server';
import type { TargetServer } from '../targets/server';

let photos: SitePhotos;
let server: TargetServer;
let chromium: SiteBrowser;
let page: Page;

giveSite((shared) => {
  chromium = shared;
});
beforeAll(async () => {
  photos = await makeSitePhotos();
  server = await startTargets();
});
afterAll(async () => {
  await server.close();
  photos.remove();
});
beforeEach(async () => {
  page = await chromium.visit(`${server.origin}/targets/trust`);
  await page.waitForSelector('#drop');
});
afterEach(async () => {
  await page.close();
});

const DROP = ['dragenter true', 'dragover true', 'drop true'];

/** What the page noted down; as many `dragover` as the browser likes to send count as one. */
async function notes(): Promise<string[]> {
  const all = await page.evaluate(() => globalThis.notes);
  return all.filter((note, i) => note !== all[i - 1]);
}

it('a drag of words is the browser’s own from its beginning to its end', async () => {
  await drag(page, '#drop', {
    items: [{ mimeType: 'text/plain', data: 'words' }],
    dragOperationsMask: 1,
  });
  expect(await notes()).toEqual(DROP);
});

it('a dropped letter, and a folder of letters, come by trusted events', async () => {
  const folder = join(photos.folder, 'letters');
  mkdirSync(folder);
  writeFileSync(join(folder, 'letter.txt'), 'Dear all,');
  await dropOn(page, '#drop', [photos.pdf]);
  await dropOn(page, '#drop', [folder]);
  expect(await notes()).toEqual([...DROP, ...DROP]);
});

it('a chosen letter comes by trusted events', async () => {
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#open')]);
  await chooser.accept([photos.pdf]);
  expect(await notes()).toEqual(['input true', 'change true']);
});

it('words are typed and pasted as ever', async () => {
  await page.type('#paste', 'words');
  await page.keyboard.down('Control');
  await page.keyboard.down('a', { commands: ['SelectAll'] });
  await page.keyboard.down('c', { commands: ['Copy'] });
  await page.keyboard.down('v', { commands: ['Paste'] });
  expect(new Set(await notes())).toEqual(new Set(['input true', 'paste true']));
});

it('only the drag of a photo ends in an event of ours', async () => {
  await dropOn(page, '#drop', [photos.noFace]);
  await page.waitForFunction(() => globalThis.notes.includes('drop false'));
  expect(await notes()).toEqual(['dragenter true', 'dragover true', 'drop false']);
});
