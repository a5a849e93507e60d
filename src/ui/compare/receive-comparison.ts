import { browser } from '../../shared/browser';
import { comparePortName } from '../../shared/comparison';
import type { Comparison } from '../../shared/comparison';

/**
 * Fetches what the token of this page's address stands for; undefined when that is gone. The address
 * loses the token: it has done its work. The port stays open as long as the page, which is how the
 * engine host knows that the pictures are shown here.
 */
export function receiveComparison(): Promise<Comparison | undefined> {
  const token = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  const port = browser.runtime.connect({ name: comparePortName(token) });
  return new Promise((resolve) => {
    port.onDisconnect.addListener(() => {
      resolve(undefined);
    });
    port.onMessage.addListener((message) => {
      // Only our own engine host can be at the other end: connect() never leaves the extension.
      resolve(message as Comparison);
    });
  });
}
