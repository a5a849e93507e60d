import { UnnoticedError } from '../../shared/errors';

/** Both are over before the first script of the page runs. page-world/index.ts has the same. */
const HELLO = 'unnoticed-hello';
const PORT = 'unnoticed-port';

/** What the page-world part is told to do; it knows the same words (page-world/bridge.ts). */
export interface Order {
  readonly kind: string;
  readonly [detail: string]: unknown;
}

/** A file as the page is to get it. */
export interface Chosen {
  readonly file: File;
  /** webkitRelativePath, which a clone loses. */
  readonly path: string;
}

/** `node` is what the news is about, if that is a node. Answers true when the news was taken up. */
export type HearNews = (
  node: EventTarget | null,
  news: Readonly<Record<string, unknown>>,
) => boolean;

/** The way into the page's world, and out of it. */
export interface PagePort {
  /**
   * Has an order carried out in the page's world, on `node`; over when it returns. True when it was.
   * Throws `page-changed` when nobody is at the other end.
   */
  order(order: Order, node?: EventTarget): boolean;
  /** What to do when the page-world part tells of something; all that were said for it are done. */
  on(kind: string, hear: HearNews): void;
}

/**
 * Hands one end of a channel to the page-world part, at once: an event on `window` reaches its
 * listener before dispatchEvent returns, and no page script has run yet. Whichever of the two parts
 * runs second triggers it. It happens once; when page content appears first, never. The channel is
 * never used as one: the port is an object that both worlds can dispatch events on and no page
 * script can reach (docs/decisions/0012 and 0020).
 */
export function openPagePort(onOpen: () => void): PagePort {
  const { port2: port } = new MessageChannel();
  const hears = new Map<string, HearNews[]>();
  let isOpen = false;

  const offer = (): void => {
    const event = new MessageEvent(PORT, { ports: [port], cancelable: true });
    window.dispatchEvent(event);
    isOpen = event.defaultPrevented;
    if (!isOpen) return;
    close();
    onOpen();
  };
  const close = (): void => {
    window.removeEventListener(HELLO, offer, true);
    firstContent.disconnect();
  };
  // Parsed content is reported before a script in it runs: from then on a page could ask.
  const firstContent = new MutationObserver((records) => {
    if (records.some(({ addedNodes }) => addedNodes.length > 0)) close();
  });
  window.addEventListener(HELLO, offer, true);
  firstContent.observe(document, { childList: true, subtree: true });
  listenAt(port, hears);
  offer();

  return {
    order(order, node) {
      if (!isOpen) throw new UnnoticedError('page-changed', 'No part of ours in the page');
      port.dispatchEvent(new MessageEvent('say', { data: order }));
      const init = { relatedTarget: node ?? null, cancelable: true };
      return !port.dispatchEvent(new FocusEvent('do', init));
    },
    on(kind, hear) {
      hears.set(kind, [...(hears.get(kind) ?? []), hear]);
    },
  };
}

function listenAt(port: MessagePort, hears: ReadonlyMap<string, readonly HearNews[]>): void {
  let news: Record<string, unknown> | undefined;
  port.addEventListener('tell', (event) => {
    news = (event as MessageEvent).data as Record<string, unknown>;
  });
  port.addEventListener('about', (event) => {
    const now = news;
    news = undefined;
    const node = event instanceof FocusEvent ? event.relatedTarget : null;
    if (now === undefined) return;
    const answers = hears.get(String(now['kind']))?.map((hear) => hear(node, now));
    if (answers?.includes(true) === true) event.preventDefault();
  });
}

export function chosen(file: File): Chosen {
  return { file, path: file.webkitRelativePath };
}
