import { within } from '../shared/within';

/** A tab that is frozen or about to go does not answer at all. */
const ANSWER_MS = 2_000;

/**
 * The browser's id of the document that the tab shows. The events of tabs tell no new document from
 * a new address of the same one, but a script that does nothing comes back with that id. Undefined
 * where we have no access, which is never a page that we worked for.
 */
export async function documentOf(tabId: number): Promise<string | undefined> {
  try {
    const [top] = await within(
      ANSWER_MS,
      chrome.scripting.executeScript({
        target: { tabId },
        injectImmediately: true,
        func: () => undefined,
      }),
    );
    return top?.documentId;
  } catch {
    return undefined;
  }
}

/** The number on the toolbar button of one tab; none for nothing. */
export async function showCount(tabId: number, count: number): Promise<void> {
  await chrome.action.setBadgeText({ tabId, text: count === 0 ? '' : String(count) });
}
