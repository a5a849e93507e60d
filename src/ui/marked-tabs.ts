import { browser } from '../shared/browser';
import { RELOAD_MARK } from '../shared/reload-mark';

/** Whether the page of this tab follows its site's switch only when it is loaded again. */
export async function needsReload(tabId: number): Promise<boolean> {
  return (await browser.action.getBadgeText({ tabId })) === RELOAD_MARK;
}

/** The open tabs of a site that have to be loaded again; none without its permission. */
export async function tabsToReload(site: string): Promise<number[]> {
  const tabs = await browser.tabs.query({ url: site });
  const ids = tabs.flatMap(({ id }) => id ?? []);
  const isMarked = await Promise.all(ids.map(needsReload));
  return ids.filter((_, index) => isMarked[index]);
}
