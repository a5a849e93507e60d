import type { Browser, Page } from 'puppeteer-core';
import { until } from './site-until';

interface WithExtension {
  readonly browser: Browser;
  readonly extensionId: string;
}

/**
 * Closes every tab but one, empties what the extension has stored and what the browser was told to
 * permit. The engine host goes on, and so do the results in its cache.
 */
export async function renewExtension({ browser, extensionId }: WithExtension): Promise<void> {
  const tabs = await browser.pages();
  const page = await until('the extension is there', () => openOptions(browser, extensionId));
  for (const tab of tabs) await tab.close();
  await browser.defaultBrowserContext().clearPermissionOverrides();
  await page.evaluate(async () => {
    await chrome.storage.local.clear();
    await chrome.storage.session.clear();
    // Nothing is changed: the background looks at what is stored now, and tells the others.
    for (const method of ['changeSettings', 'setSites']) {
      await chrome.runtime.sendMessage({ to: 'background', method, request: {} });
    }
  });
  // Not closed: a browser without a tab may end.
  await page.goto('about:blank');
}

/** Not there while the extension is loaded anew. */
async function openOptions(browser: Browser, extensionId: string): Promise<Page | undefined> {
  const page = await browser.newPage();
  try {
    await page.goto(`chrome-extension://${extensionId}/ui/options/options.html`);
    return page;
  } catch {
    await page.close();
    return undefined;
  }
}
