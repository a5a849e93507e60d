import { COMPARE_PORT_PREFIX } from '../../shared/comparison';
import type { Comparison } from '../../shared/comparison';
import { classifySender } from '../../shared/sender';
import type { Self, Sender } from '../../shared/sender';
import type { Comparisons } from './comparisons';

/** The one page that may fetch pictures. */
const COMPARE_PAGE = '/ui/compare/compare.html';

/** The host's end of a compare page's port. */
export interface ComparePort {
  readonly name: string;
  readonly sender?: Sender | undefined;
  postMessage(message: Comparison): void;
  disconnect(): void;
  readonly onDisconnect: { addListener(listener: () => void): void };
}

/**
 * Takes one port: hands the pictures that its token stands for to a compare page, once, and hears
 * when that page is gone. Everybody else is disconnected without a word.
 */
export function serveComparison(port: ComparePort, self: Self, comparisons: Comparisons): void {
  if (!port.name.startsWith(COMPARE_PORT_PREFIX)) return;
  const tabId = port.sender?.tab?.id;
  const pictures =
    tabId !== undefined && isComparePage(port.sender, self)
      ? comparisons.take(port.name.slice(COMPARE_PORT_PREFIX.length), tabId)
      : undefined;
  if (tabId === undefined || pictures === undefined) {
    port.disconnect();
    return;
  }
  port.onDisconnect.addListener(() => {
    comparisons.closed(tabId);
  });
  port.postMessage(pictures);
}

function isComparePage(sender: Sender | undefined, self: Self): boolean {
  if (classifySender(sender, self) !== 'extension-page') return false;
  return sender?.url?.replace(/[?#].*/s, '') === `${self.origin}${COMPARE_PAGE}`;
}
