import type { Page } from 'puppeteer-core';

/** Presses and waits until the page says that it is done. */
export async function press(
  page: Page,
  selector: string,
  state: string,
  text: string,
): Promise<void> {
  await page.click(selector);
  await page.waitForFunction(
    (where, wanted) => document.querySelector(where)?.textContent === wanted,
    {},
    state,
    text,
  );
}
