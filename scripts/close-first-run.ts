import type { Browser } from 'puppeteer-core';

/** The page that the extension opens in front of all others when it is installed. */
const FIRST_RUN = 'ui/first-run/first-run.html';

/** It opens as soon as the background runs; without a word of it for so long, it never will. */
const OPENS_WITHIN_MS = 15_000;

/**
 * Waits until the extension has opened its first page, and closes that: it would take the focus from
 * the next page, and a page that is behind another one has slower timers.
 */
export async function closeFirstRun(browser: Browser, extensionId: string): Promise<void> {
  const url = `chrome-extension://${extensionId}/${FIRST_RUN}`;
  const target = await browser
    .waitForTarget((one) => one.url() === url, { timeout: OPENS_WITHIN_MS })
    .catch(() => undefined);
  await (await target?.page())?.close();
}
