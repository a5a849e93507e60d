import { RELOAD_MARK } from '../shared/reload-mark';

/** Marks every open tab of a site as one that has to be loaded again. Never rejects. */
export async function markTabs(site: string): Promise<void> {
  try {
    // Without the permission for the site the browser shows none of its tabs, and nothing runs there.
    const tabs = await chrome.tabs.query({ url: site });
    const ids = tabs.flatMap(({ id }) => id ?? []);
    await Promise.all(ids.map((tabId) => chrome.action.setBadgeText({ tabId, text: RELOAD_MARK })));
  } catch {
    // A tab that has just been closed needs no mark.
  }
}
