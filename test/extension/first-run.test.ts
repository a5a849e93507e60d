import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { KNOWN_SITES } from '../../src/shared/known-sites';
import type { Settings } from '../../src/shared/settings';
import { SiteBrowser } from '../support/site-browser';
import { textOf } from '../support/site-texts';

const [REFUSED = '', ...PERMITTED] = KNOWN_SITES.toReversed();

declare global {
  /** What the browser was asked for, question by question. */
  var asked: string[][];
}

let chromium: SiteBrowser;
let page: Page;

beforeAll(async () => {
  // Not shared: this is about the moment of the installation.
  chromium = await SiteBrowser.install({ moreSites: PERMITTED, keepsFirstRun: true });
});
afterAll(async () => {
  await chromium.close();
});

function openPages(): number {
  const url = `chrome-extension://${chromium.extensionId}/ui/first-run/first-run.html`;
  return chromium.browser.targets().filter((target) => target.url() === url).length;
}

/** Presses the button and waits until the page says that it is done. */
async function switchOn(text: string): Promise<void> {
  await page.click('button[type="submit"]');
  await page.waitForFunction(
    (wanted) => document.querySelector('#state')?.textContent === wanted,
    {},
    text,
  );
}

/** Notes the browser's questions; with an answer, gives that one for the person. */
async function watchQuestions(answer?: boolean): Promise<void> {
  await page.evaluate((given) => {
    globalThis.asked = [];
    const request = chrome.permissions.request.bind(chrome.permissions);
    const ask = (wish: chrome.permissions.Permissions): Promise<boolean> => {
      globalThis.asked.push(wish.origins ?? []);
      return given === null ? request(wish) : Promise.resolve(given);
    };
    for (const name of ['browser', 'chrome']) {
      const api = Reflect.get(globalThis, name) as typeof chrome | undefined;
      if (api !== undefined) Reflect.set(api.permissions, 'request', ask);
    }
  }, answer ?? null);
}

async function switches(): Promise<Settings['sites']> {
  return ((await chromium.ask('readSettings', null)) as Settings).sites;
}

function registered(): Promise<string[]> {
  return page.evaluate(async () => {
    const scripts = await chrome.scripting.getRegisteredContentScripts();
    return scripts.map(({ id }) => id).sort();
  });
}

const scriptsOf = (sites: readonly string[]) =>
  sites.flatMap((site) => [`gate:${site}`, `page:${site}`]).sort();

it('opens in front of all others when the extension is installed', async () => {
  const target = await chromium.browser.waitForTarget((one) =>
    one.url().endsWith('/ui/first-run/first-run.html'),
  );
  page = await target.asPage();
  await page.waitForSelector('body[data-ready]');
  expect(await page.evaluate(() => document.visibilityState)).toBe('visible');
  expect(openPages()).toBe(1);
});

it('offers every known site, ticked, and switches none on by itself', async () => {
  const ticked = await page.$$eval('#sites input:checked', (boxes) =>
    boxes.map((box) => box.value),
  );
  expect(ticked).toEqual(KNOWN_SITES);
  expect(await switches()).toEqual({});
  expect(await registered()).toEqual([]);
});

it('needs one of them', async () => {
  await page.$$eval('#sites input', (boxes) => {
    for (const box of boxes) box.click();
  });
  await switchOn(textOf('first_run_none'));
  expect(await switches()).toEqual({});
});

it('asks the browser once for what is ticked, and from then on its scripts are registered', async () => {
  await page.$$eval(
    '#sites input',
    (boxes, left) => {
      for (const box of boxes) if (box.value !== left) box.click();
    },
    REFUSED,
  );
  await watchQuestions();
  await switchOn(textOf('first_run_on'));
  const chosen = KNOWN_SITES.filter((site) => site !== REFUSED);
  expect(await page.evaluate(() => globalThis.asked)).toEqual([chosen]);
  expect(await switches()).toEqual(Object.fromEntries(chosen.map((site) => [site, true])));
  expect(await registered()).toEqual(scriptsOf(chosen));
});

it('leaves on what was on when the browser is told no', async () => {
  await page.click(`#sites input[value="${REFUSED}"]`);
  await watchQuestions(false);
  await switchOn(textOf('popup_refused'));
  expect(await page.evaluate(() => globalThis.asked)).toEqual([KNOWN_SITES]);
  expect(await switches()).toEqual({
    ...Object.fromEntries(PERMITTED.map((site) => [site, true])),
    [REFUSED]: false,
  });
  expect(await registered()).toEqual(scriptsOf(PERMITTED));
});

it('does not open again when the extension is loaded anew, as by an update', async () => {
  await chromium.reloadExtension();
  await chromium.scriptsAreRegistered(2 * PERMITTED.length);
  expect(openPages()).toBe(0);
});
