import type { Page } from 'puppeteer-core';
import type { Method, RequestOf, ResultOf } from '../../src/shared/messages';
import type { LaunchedChromium } from '../launch-chromium';

/** Opens the extension's options, from where its background may be asked things. */
export async function openOptions({ browser, extensionId }: LaunchedChromium): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`chrome-extension://${extensionId}/ui/options/options.html`);
  return page;
}

/** Calls a method of the background as one of the extension's pages would. */
export async function askBackground<M extends Method<'background'>>(
  page: Page,
  method: M,
  request: RequestOf<'background', M>,
): Promise<ResultOf<'background', M>> {
  const reply: unknown = await page.evaluate(
    (name, what) => chrome.runtime.sendMessage({ to: 'background', method: name, request: what }),
    method,
    request,
  );
  const { ok, value } = reply as { readonly ok: boolean; readonly value: unknown };
  if (!ok) throw new Error(`${method}: ${JSON.stringify(reply)}`);
  return value as ResultOf<'background', M>;
}
