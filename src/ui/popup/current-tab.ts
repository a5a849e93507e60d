import { browser } from '../../shared/browser';

export interface CurrentTab {
  readonly id: number;
  /** Undefined where the browser keeps it from us. */
  readonly url: string | undefined;
}

/**
 * The tab that the popup was opened on. Opening it lets us see that tab's address, for that once
 * (activeTab). `?tab=ID` names a tab instead: a popup that is opened as a page has no tab below it.
 */
export async function currentTab(search: string): Promise<CurrentTab | undefined> {
  const named = new URLSearchParams(search).get('tab');
  const [tab] =
    named === null
      ? await browser.tabs.query({ active: true, currentWindow: true })
      : [await browser.tabs.get(Number(named))];
  return tab?.id === undefined ? undefined : { id: tab.id, url: tab.url };
}
