import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SiteBrowser } from '../support/site-browser';
import { startSite } from '../support/site-server';
import type { SiteServer } from '../support/site-server';
import { until } from '../support/site-until';

/** Longer than it takes from a sign to the host's document. */
const NOTHING_COMES_MS = 3_000;
/** An activation by the person ends after five seconds. */
const ACTIVATION_ENDS_MS = 6_000;

let site: SiteServer;
let browser: SiteBrowser;
let page: Page;

beforeAll(async () => {
  site = await startSite();
  browser = await SiteBrowser.open();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});
afterEach(async () => {
  await page.close();
  const options = await browser.openOptions();
  await options.evaluate(() => chrome.offscreen.closeDocument().catch(() => undefined));
  await options.close();
});

/** The site with places to write in; no file is chosen or dropped anywhere here. */
async function visit(): Promise<void> {
  page = await browser.visit(site.url);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      `<textarea id="text"></textarea>
      <div id="editor" contenteditable>Say something</div>
      <label id="label">A photo <input type="file"></label>
      <button id="plain">Nothing</button>`,
    );
  });
}

async function dragIn(): Promise<void> {
  const session = await page.createCDPSession();
  const data = { items: [], files: [import.meta.filename], dragOperationsMask: 1 };
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 300, y: 300, data });
  await session.detach();
}

async function open(selector: string): Promise<void> {
  await Promise.all([page.waitForFileChooser(), page.click(selector)]);
}

/** The files of the workers that the engine host has now; undefined without a host. */
async function workers(): Promise<string[] | undefined> {
  const host = await browser.host().catch(() => undefined);
  return host?.workers().map((worker) => worker.url().replace(/^.*\//, ''));
}

const SIGNS: readonly (readonly [name: string, act: () => Promise<void>])[] = [
  ['a chooser that a script opens', () => open('#add')],
  ['a chooser behind a label', () => open('#label')],
  ['a drag with files', dragIn],
  ['the focus in a text area', () => page.click('#text')],
  ['the focus in an editor', () => page.click('#editor')],
];

describe('on a site that is switched on', () => {
  it.each(SIGNS)('%s brings the engine before there is a file', async (_, act) => {
    await visit();
    expect(await workers()).toBeUndefined();
    await act();
    await until('the engine and what computes beside it', async () => {
      const there = (await workers()) ?? [];
      return there.includes('worker.js') && there.includes('helper.js') ? true : undefined;
    });
  });

  it('what a page does by itself brings nothing', async () => {
    await visit();
    await page.click('#plain');
    // What a script does soon after a click, the browser takes for the person's; the driver's orders
    // count as clicks, so that it has to be silent until then.
    await page.evaluate((afterMs) => {
      setTimeout(() => {
        document.querySelector<HTMLElement>('#text')?.focus();
        document.querySelector('#photo')?.dispatchEvent(new MouseEvent('click'));
        document.body.dispatchEvent(new DragEvent('dragenter', { bubbles: true }));
        document.title = 'done';
      }, afterMs);
    }, ACTIVATION_ENDS_MS);
    await wait(ACTIVATION_ENDS_MS + NOTHING_COMES_MS);
    expect(await page.title()).toBe('done');
    expect(await workers()).toBeUndefined();
  });
});

describe('on a site that is switched off', () => {
  it('no sign brings the engine', async () => {
    await browser.switchSite(false);
    await visit();
    for (const [, act] of SIGNS) await act();
    await wait(NOTHING_COMES_MS);
    expect(await workers()).toBeUndefined();
    await browser.switchSite(true);
  });
});
