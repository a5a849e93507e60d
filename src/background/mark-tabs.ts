import { needsReload } from '../shared/has-gate';

/** On the toolbar button of a tab whose page follows the switch of its site when it is loaded again. */
const RELOAD_MARK = '↻';

/**
 * Marks the open tabs of a site, which is `on` now, that follow only when they are loaded again. The
 * browser takes the mark away with the page. Never rejects.
 */
export async function markTabs(site: string, on: boolean): Promise<void> {
  try {
    // Without the permission for the site the browser shows none of its tabs, and nothing runs there.
    const tabs = await chrome.tabs.query({ url: site });
    await Promise.all(tabs.flatMap(({ id }) => (id === undefined ? [] : [markTab(id, on)])));
  } catch {
    // A tab that has just been closed needs no mark.
  }
}

async function markTab(tabId: number, on: boolean): Promise<void> {
  const isLate = await needsReload(tabId, on);
  const isMarked = (await chrome.action.getBadgeText({ tabId })) === RELOAD_MARK;
  // What else may stand there is the number of photos.
  if (isLate !== isMarked) {
    await chrome.action.setBadgeText({ tabId, text: isLate ? RELOAD_MARK : '' });
  }
}
