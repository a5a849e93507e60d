import { call } from '../shared/call';
import type { ComparisonOwner } from '../shared/comparison';
import { errorOf } from '../shared/error-of';
import { UnnoticedError } from '../shared/errors';
import type { Transport } from '../shared/transport';

const PAGE = 'ui/compare/compare.html';

/**
 * Opens the compare page for a finished photo, or comes back to the one that is open. The address
 * has a token in it that works once, and no page can read the address of a tab of ours.
 */
export async function openComparison(transport: Transport, owner: ComparisonOwner): Promise<void> {
  const place = await call(transport, 'offscreen', 'offerComparison', owner).catch(
    (error: unknown) => {
      // With the engine host its pictures went.
      if (errorOf(error).code !== 'no-receiver') throw error;
      throw new UnnoticedError('not-kept', 'The engine host is gone', { cause: error });
    },
  );
  if ('tabId' in place) await chrome.tabs.update(place.tabId, { active: true });
  else await chrome.tabs.create({ url: `${PAGE}#${place.token}`, openerTabId: owner.tabId });
}

/** The tab was closed: whatever it left to compare goes. A host that is gone has nothing left. */
export async function dropComparisons(transport: Transport, tabId: number): Promise<void> {
  await call(transport, 'offscreen', 'dropComparisons', { tabId }).catch(() => undefined);
}
