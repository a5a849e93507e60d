import type { Browser, Page } from 'puppeteer-core';

const PAGE = '/ui/compare/compare.html';

declare global {
  /** Of the background: the addresses of the tabs that it opened. */
  var openedTabs: string[] | undefined;
}

/** The tokens in the addresses that the background opens from now on, as long as it stays awake. */
export async function watchTokens(browser: Browser): Promise<() => Promise<string[]>> {
  const target = await browser.waitForTarget((one) => one.url().endsWith('/background.js'));
  const background = await target.worker();
  if (background === null) throw new Error('The background is no worker');
  await background.evaluate(() => {
    const opened: string[] = [];
    const create = chrome.tabs.create.bind(chrome.tabs);
    globalThis.openedTabs = opened;
    chrome.tabs.create = (tab: chrome.tabs.CreateProperties) => {
      opened.push(tab.url ?? '');
      return create(tab);
    };
  });
  return async () => {
    const opened = (await background.evaluate(() => globalThis.openedTabs)) ?? [];
    return opened.map((url) => url.replace(/^.*#/, ''));
  };
}

/** The compare page that opens next, once it is filled in. */
export async function nextComparison(browser: Browser, open: () => Promise<void>): Promise<Page> {
  const known = new Set(browser.targets());
  const [target] = await Promise.all([
    browser.waitForTarget((one) => one.url().includes(PAGE) && !known.has(one)),
    open(),
  ]);
  const page = await target.asPage();
  await page.waitForSelector('body[data-ready]');
  return page;
}

/** A compare page that somebody opens with that token; gives what it says instead of a photo. */
export async function sayOf(browser: Browser, extensionId: string, token: string): Promise<string> {
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}${PAGE}#${token}`);
  await page.waitForSelector('body[data-ready]');
  const said = await page.$eval('#state', ({ textContent }) => textContent);
  await page.close();
  return said;
}

/** By how much, at most, a canvas differs from a file as the same browser reads it, in levels. */
export function furthestFrom(page: Page, canvas: string, file: Buffer): Promise<number> {
  return page.evaluate(
    async (selector, base64) => {
      const shown = document.querySelector<HTMLCanvasElement>(selector);
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const { width, height } = bitmap;
      if (shown?.width !== width || shown.height !== height) return Infinity;
      const wanted = new OffscreenCanvas(width, height).getContext('2d');
      wanted?.drawImage(bitmap, 0, 0);
      const is = [...(shown.getContext('2d')?.getImageData(0, 0, width, height).data ?? [])];
      const was = wanted?.getImageData(0, 0, width, height).data ?? [];
      return is.reduce((most, level, i) => Math.max(most, Math.abs(level - (was[i] ?? 999))), 0);
    },
    canvas,
    file.toString('base64'),
  );
}

/** What a press on `button` saves, as text. */
export function savedBy(page: Page, button: string): Promise<string> {
  return page.evaluate(async (selector) => {
    const make = URL.createObjectURL.bind(URL);
    const saved = new Promise<Blob>((resolve) => {
      URL.createObjectURL = (blob) => {
        if (blob instanceof Blob) resolve(blob);
        return make(blob);
      };
    });
    document.querySelector<HTMLButtonElement>(selector)?.click();
    const text = await (await saved).text();
    URL.createObjectURL = make;
    return text;
  }, button);
}

/** What of the compare page, its pictures and the extension a page of the web has within reach. */
export function reachOf(page: Page, extensionId: string): Promise<Record<string, unknown>> {
  return page.evaluate(async (id) => {
    const address = `chrome-extension://${id}/ui/compare/compare.html`;
    const entries = performance.getEntries().map(({ name }) => name);
    const image = new Image();
    const isShown = new Promise((resolve) => {
      image.onload = () => resolve(true);
      image.onerror = () => resolve(false);
    });
    image.src = `chrome-extension://${id}/icons/icon-16.png`;
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
    await new Promise((resolve) => {
      frame.onload = resolve;
    });
    let inside: unknown;
    try {
      inside = frame.contentWindow?.document.querySelector('#before');
    } catch {
      inside = undefined;
    }
    frame.remove();
    return {
      entries: entries.filter((name) => name.includes('chrome-extension')),
      opener: window.opener as unknown,
      fetched: await fetch(address).then(
        () => true,
        () => false,
      ),
      isShown: await isShown,
      inside: inside ?? null,
      runtime: typeof (globalThis as { chrome?: { runtime?: unknown } }).chrome?.runtime,
      text: document.documentElement.outerHTML.includes('compare.html'),
    };
  }, extensionId);
}
