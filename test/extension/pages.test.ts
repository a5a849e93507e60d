import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KNOWN_SITES } from '../../src/shared/known-sites';
import type { Settings } from '../../src/shared/settings';
import { STRENGTHS } from '../../src/shared/strength';
import { axeProblems } from '../support/axe';
import { figuresText } from '../support/figures-text';
import { press } from '../support/press-and-wait';
import { SiteBrowser } from '../support/site-browser';
import { textOf } from '../support/site-texts';
import { until } from '../support/site-until';

const SITE = 'http://127.0.0.1/*';
const LINE = `#sites li[data-site="${SITE}"]`;

let server: Server;
let chromium: SiteBrowser;
let sitePage: Page;

beforeAll(async () => {
  server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>A site');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Not shared: the browser loads it anew for private windows, and asks about its permissions.
  chromium = await SiteBrowser.open();
  await chromium.switchSite(false);
  sitePage = await chromium.visit(
    `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
  );
});
afterAll(async () => {
  await chromium.close();
  server.closeAllConnections();
  server.close();
});

async function open(path: string): Promise<Page> {
  const page = await chromium.visit(`chrome-extension://${chromium.extensionId}/ui/${path}`);
  await page.waitForSelector('body[data-ready]');
  return page;
}

/** The popup of the tab that shows the site. */
async function openPopup(): Promise<Page> {
  const options = await open('options/options.html');
  const id = await options.evaluate(async (url) => {
    const tabs = await chrome.tabs.query({});
    return tabs.find((tab) => tab.url === url)?.id;
  }, sitePage.url());
  await options.close();
  return open(`popup/popup.html?tab=${String(id)}`);
}

function registered(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const scripts = await chrome.scripting.getRegisteredContentScripts();
    return scripts.map(({ id }) => id).sort();
  });
}

async function stored(): Promise<Settings> {
  return (await chromium.ask('readSettings', null)) as Settings;
}

describe('the popup', () => {
  it('switches the site of its tab on and off, and the registered scripts follow', async () => {
    const popup = await openPopup();
    expect(await popup.$eval('#site-name', (name) => name.textContent)).toBe('http://127.0.0.1');
    expect(await registered(popup)).toEqual([]);
    await press(popup, '#site-on', '#site-state', textOf('popup_on_after_reload'));
    expect((await stored()).sites).toEqual({ [SITE]: true });
    expect(await registered(popup)).toEqual([`gate:${SITE}`, `page:${SITE}`]);
    // The page never had the scripts: nothing has to be loaded again.
    await press(popup, '#site-on', '#site-state', textOf('popup_off'));
    expect((await stored()).sites).toEqual({ [SITE]: false });
    expect(await registered(popup)).toEqual([]);
    await popup.close();
  });

  it('sets the level', async () => {
    const popup = await openPopup();
    await press(popup, 'input[value="balanced"]', '#level-state', textOf('popup_level_next'));
    await popup.reload();
    await popup.waitForSelector('body[data-ready]');
    expect(await popup.$eval('input[value="balanced"]', (radio) => radio.checked)).toBe(true);
    expect((await stored()).strength).toBe('balanced');
    await popup.click('input[value="strong"]');
    await popup.close();
  });

  it('shows what was measured of the level that is chosen, and of no other', async () => {
    const popup = await openPopup();
    for (const strength of STRENGTHS) {
      await popup.click(`input[value="${strength}"]`);
      const shown = await popup.$$eval('p.level', (all) =>
        all.filter((one) => one.checkVisibility()).map(({ id, innerText }) => [id, innerText]),
      );
      expect(shown).toHaveLength(1);
      expect(shown[0]?.[0]).toBe(`level-${strength}`);
      expect(shown[0]?.[1]).toContain(figuresText(strength));
    }
    await popup.close();
  });

  it('says that there is nothing to switch on a page of the browser', async () => {
    const popup = await open('popup/popup.html');
    // It was opened as a page: the tab that it is about is itself.
    expect(await popup.$eval('#no-site', (text) => text.checkVisibility())).toBe(true);
    expect(await popup.$eval('#site', (text) => text.checkVisibility())).toBe(false);
    await popup.close();
  });
});

describe('the toolbar button of a tab that shows a site', () => {
  afterAll(async () => {
    await chromium.ask('removeSite', { site: SITE });
    await sitePage.reload();
  });

  async function badge(): Promise<string> {
    const options = await open('options/options.html');
    const text = await options.evaluate(async (site) => {
      const [tab] = await chrome.tabs.query({ url: site });
      return chrome.action.getBadgeText({ tabId: tab?.id ?? -1 });
    }, SITE);
    await options.close();
    return text;
  }

  it('is marked while its page is not under the scripts that the switch put in place', async () => {
    expect(await badge()).toBe('');
    await chromium.switchSite(true);
    expect(await badge()).toBe('\u21bb');
    await sitePage.reload();
    expect(await badge()).toBe('');
  });

  it('is marked while the scripts go on in a page whose site was switched off', async () => {
    await chromium.switchSite(true);
    expect(await badge()).toBe('');
    await chromium.switchSite(false);
    expect(await badge()).toBe('\u21bb');
    await chromium.switchSite(true);
    expect(await badge()).toBe('');
    await chromium.switchSite(false);
    await sitePage.reload();
    expect(await badge()).toBe('');
  });
});

describe('the options', () => {
  it('switch, refuse and remove sites', async () => {
    const options = await open('options/options.html');
    await options.type('#site-typed', 'http://mastodon.example');
    await options.keyboard.press('Enter');
    expect(await options.$eval('#site-refusal', (text) => text.textContent)).toBe(
      textOf('options_site_refused'),
    );
    await options.$eval('#site-typed', (field) => {
      (field as HTMLInputElement).value = '';
    });
    await options.type('#site-typed', 'http://127.0.0.1');
    await options.keyboard.press('Enter');
    await options.waitForSelector('#sites input:checked');
    expect(await registered(options)).toEqual([`gate:${SITE}`, `page:${SITE}`]);
    await options.click(`${LINE} button[aria-label^="Remove"]`);
    await options.waitForFunction((line) => document.querySelector(line) === null, {}, LINE);
    expect((await stored()).sites).toEqual({});
    expect(await registered(options)).toEqual([]);
    await options.close();
  });

  it('offer the known sites, switched off, and none of them can be removed', async () => {
    const options = await open('options/options.html');
    const lines = await options.$$eval('#sites li', (all) =>
      all.map((line) => [
        line.dataset['site'],
        line.querySelector('input')?.checked,
        line.querySelectorAll('button').length,
      ]),
    );
    expect(lines.map(([site]) => site).sort()).toEqual([...KNOWN_SITES].sort());
    for (const [, isOn, buttons] of lines) expect([isOn, buttons]).toEqual([false, 0]);
    await options.close();
  });

  it('say which open tabs follow later, and reload them; the popup of such a tab says so too', async () => {
    await chromium.switchSite(true);
    const popup = await openPopup();
    expect(await popup.$eval('#site-state', (text) => text.textContent)).toBe(
      textOf('popup_on_after_reload'),
    );
    expect(await popup.$eval('#reload', (button) => button.checkVisibility())).toBe(true);
    await popup.close();
    const options = await open('options/options.html');
    const state = `${LINE} .faint`;
    await options.waitForSelector(state);
    expect(await options.$eval(state, (text) => text.textContent)).toBe(
      textOf('options_site_late').replace('$1', '1'),
    );
    const isLoaded = sitePage.waitForNavigation();
    await press(
      options,
      `${LINE} button[aria-label^="Reload"]`,
      '#saved',
      textOf('options_reloaded'),
    );
    await isLoaded;
    await options.reload();
    await options.waitForSelector('body[data-ready]');
    await options.waitForSelector(state);
    expect(await options.$eval(state, (text) => text.textContent)).toBe('');
    const after = await openPopup();
    expect(await after.$eval('#site-state', (text) => text.textContent)).toBe(textOf('popup_on'));
    await after.close();
    await chromium.ask('removeSite', { site: SITE });
    await sitePage.reload();
    await options.close();
  });
});

describe('the part about private windows', () => {
  it.each([true, false])('says what the browser allows: %s', async (isAllowed) => {
    await chromium.permitPrivateWindows(isAllowed);
    const options = await until('the extension is there', () =>
      open('options/options.html').catch(() => undefined),
    );
    const said = textOf(isAllowed ? 'options_private_on' : 'options_private_off');
    await options.waitForFunction(
      (text) => document.querySelector('#private-state')?.textContent === text,
      {},
      said,
    );
    expect(await options.$eval('#private', (button) => button.checkVisibility())).toBe(!isAllowed);
    await options.close();
  });
});

describe.each(['light', 'dark'])('in %s', (scheme) => {
  it.each(['popup', 'options', 'first-run'])(
    'axe finds nothing wrong with the %s',
    async (name) => {
      const page = name === 'popup' ? await openPopup() : await open(`${name}/${name}.html`);
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      expect(await axeProblems(page)).toEqual([]);
      await page.close();
    },
  );
});
