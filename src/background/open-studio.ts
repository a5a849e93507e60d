import { browser } from '../shared/browser';

/** Opens the Studio in a tab of its own. */
export async function openStudio(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('ui/studio/studio.html') });
}
