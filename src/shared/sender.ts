/** What the browser stamps on a message or a port; the fields that we trust, nothing else. */
export interface Sender {
  readonly id?: string | undefined;
  readonly origin?: string | undefined;
  readonly url?: string | undefined;
  /** The tab of a content script or of an extension page that is shown in one. */
  readonly tab?: SenderTab | undefined;
}

export interface SenderTab {
  readonly id?: number | undefined;
  /** A tab of a private window. */
  readonly incognito?: boolean | undefined;
}

/** Who we are: the extension's id and the origin of its pages. */
export interface Self {
  readonly id: string;
  readonly origin: string;
}

export type Caller = 'extension-page' | 'content-script' | 'foreign';

/**
 * Who sent this, by the browser's own stamp. A content script carries the origin of its page, an
 * extension page that of the extension; a tab or an address alone says nothing, both have them.
 */
export function classifySender(sender: Sender | undefined, self: Self): Caller {
  if (sender?.id !== self.id) return 'foreign';
  return sender.origin === self.origin || isOwnServiceWorker(sender, self)
    ? 'extension-page'
    : 'content-script';
}

/**
 * Chromium stamps no origin and no tab on what our service worker sends, only its address
 * (docs/decisions/0007). A content script always has both of the others.
 */
function isOwnServiceWorker({ origin, tab, url }: Sender, self: Self): boolean {
  return origin === undefined && tab === undefined && (url?.startsWith(`${self.origin}/`) ?? false);
}
