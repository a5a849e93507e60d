import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'puppeteer-core';
import { furthestFrom, nextComparison } from '../support/compare-page';
import type { ExtensionBrowser } from '../support/extension-browser';
import { giveExtension } from '../support/shared-browsers';
import { makeSitePhotos } from '../support/site-photos';
import type { SitePhotos } from '../support/site-photos';
import { patternOf } from '../support/site-texts';

let photos: SitePhotos;
let extension: ExtensionBrowser;
let page: Page;

giveExtension((shared) => {
  extension = shared;
});
beforeAll(async () => {
  photos = await makeSitePhotos();
  page = await extension.openStudio();
});
afterAll(() => {
  photos.remove();
  expect(extension.requests).toEqual([]);
});

async function choose(...paths: string[]): Promise<void> {
  const input = await page.waitForSelector('#choose');
  await (input as unknown as { uploadFile(...files: string[]): Promise<void> }).uploadFile(
    ...paths,
  );
}

async function state(row: number, wanted: string): Promise<string> {
  await page.waitForFunction(
    (index, name) =>
      document.querySelectorAll<HTMLElement>('.photo')[index]?.dataset['state'] === name,
    { timeout: 170_000, polling: 50 },
    row,
    wanted,
  );
  return page.evaluate(
    (index) => document.querySelectorAll('.photo .status')[index]?.textContent ?? '',
    row,
  );
}

describe('the Studio', () => {
  it('opens from the popup', async () => {
    const popup = await extension.browser.newPage();
    await popup.goto(`chrome-extension://${extension.extensionId}/ui/popup/popup.html`);
    const known = new Set(extension.browser.targets());
    const opened = extension.browser.waitForTarget(
      (target) => target.url().endsWith('/studio.html') && !known.has(target),
    );
    await popup.click('#studio');
    await (await (await opened).page())?.close();
    await popup.close();
  });

  it('gives every photo its own line, claims no more than was measured, and saves', async () => {
    await choose(photos.oneFace, photos.text, photos.noFace);
    expect(await state(0, 'done')).toMatch(patternOf('verdict_stopped_one'));
    expect(await state(1, 'failed')).toContain('not supported');
    expect(await state(2, 'done')).toBe('No face was found. The picture looks the same.');
    const rows = await page.evaluate(() =>
      [...document.querySelectorAll('.photo')].map((row) => ({
        boxes: row.querySelectorAll('.face').length,
        save: row.querySelector<HTMLAnchorElement>('.save:not([hidden])')?.download,
        again: row.querySelector('.again:not([hidden])') !== null,
        compare: row.querySelector('.compare:not([hidden])') !== null,
      })),
    );
    expect(rows).toEqual([
      { boxes: 1, save: 'one-face.protected.jpg', again: false, compare: true },
      // `save` is left out where there is nothing to save.
      { boxes: 0, again: false, compare: false },
      { boxes: 0, save: 'no-face.protected.jpg', again: false, compare: false },
    ]);
  });

  it('opens the comparison of a changed photo', async () => {
    const opened = await nextComparison(extension.browser, () =>
      page.click('.photo .compare:not([hidden])'),
    );
    expect(await furthestFrom(opened, '#before', readFileSync(photos.oneFace))).toBe(0);
    await opened.close();
    await page.bringToFront();
  });

  it('cancels by the keyboard and offers another try, which works', async () => {
    await choose(photos.otherFace);
    await page.waitForSelector('.photo:nth-child(4) .cancel:not([hidden])');
    await page.focus('.photo:nth-child(4) .cancel');
    await page.keyboard.press('Enter');
    expect(await state(3, 'failed')).toBe('Cancelled.');
    await page.focus('.photo:nth-child(4) .again');
    await page.keyboard.press('Space');
    expect(await state(3, 'done')).toMatch(patternOf('verdict_stopped_one'));
  });

  it.each(['light', 'dark'])('fits 320 pixels in %s', async (scheme) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setViewport({ width: 320, height: 700 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
  });
});
