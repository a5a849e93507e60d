import { deferred } from '../../shared/deferred';
import type { Deferred } from '../../shared/deferred';
import { UnnoticedError } from '../../shared/errors';

/** Both are over before the first script of the page runs. page-world/index.ts has the same. */
const HELLO = 'unnoticed-hello';
const PORT = 'unnoticed-port';

/** The way into the page's world. */
export interface PagePort {
  /**
   * Gives `input` these files and dispatches one `input` and one `change`, in the page's world.
   * Rejects with `page-changed` when the input is not in the document, or nobody is at the port.
   */
  place(input: HTMLInputElement, files: readonly File[]): Promise<void>;
}

/**
 * Hands one end of a channel to the page-world part, at once: an event on `window` reaches its
 * listener before dispatchEvent returns, and no page script has run yet. Whichever of the two parts
 * runs second triggers it. It happens once; when page content appears first, never.
 */
export function openPagePort(): PagePort {
  const { port1: own, port2: theirs } = new MessageChannel();
  // Known to the two parts only, so that no page can listen for it or make one.
  const placeEvent = `unnoticed-${crypto.randomUUID()}`;
  const waiting = new Map<number, Deferred<undefined>>();
  let isOpen = false;
  let lastId = 0;

  const offer = (): void => {
    const event = new MessageEvent(PORT, { data: placeEvent, ports: [theirs], cancelable: true });
    window.dispatchEvent(event);
    isOpen = event.defaultPrevented;
    if (isOpen) close();
  };
  const close = (): void => {
    window.removeEventListener(HELLO, offer, true);
    firstContent.disconnect();
  };
  // Parsed content is reported before a script in it runs: from then on a page could ask.
  const firstContent = new MutationObserver((records) => {
    if (records.some(({ addedNodes }) => addedNodes.length > 0)) close();
  });
  own.onmessage = ({ data }) => {
    waiting.get(data as number)?.resolve(undefined);
    waiting.delete(data as number);
  };
  window.addEventListener(HELLO, offer, true);
  firstContent.observe(document, { childList: true, subtree: true });
  offer();

  return {
    async place(input, files) {
      if (!isOpen) throw new UnnoticedError('page-changed', 'No part of ours in the page');
      const id = ++lastId;
      const isHeld = deferred<undefined>();
      waiting.set(id, isHeld);
      own.postMessage({ id, files: files.map(chosen) });
      await isHeld.promise;
      const event = new MessageEvent(placeEvent, { data: id, composed: true, cancelable: true });
      input.dispatchEvent(event);
      if (!event.defaultPrevented) {
        throw new UnnoticedError('page-changed', 'The input is no longer in the page');
      }
    },
  };
}

function chosen(file: File): object {
  const { name, type, lastModified, webkitRelativePath: path } = file;
  return { content: file, name, type, lastModified, path };
}
