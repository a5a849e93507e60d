import { browser } from './browser';
import { orphanOr, unlessOrphaned } from './orphan';
import type { Self, Sender } from './sender';
import type { Transport } from './transport';

/** The extension's id and origin, as the browser stamps them on messages. */
export function extensionSelf(): Self {
  return { id: browser.runtime.id, origin: new URL(browser.runtime.getURL('')).origin };
}

/** The real transport: messages of the extension's runtime. */
export function runtimeTransport(): Transport {
  return {
    // Read when it is needed: an orphaned script has none, and still gets to hear why its calls fail.
    get self() {
      return extensionSelf();
    },
    send: async (message) => {
      try {
        return await unlessOrphaned(browser.runtime.sendMessage(message));
      } catch (error) {
        throw orphanOr(error);
      }
    },
    listen: (listener) => {
      browser.runtime.onMessage.addListener((message: unknown, sender: Sender) =>
        listener(message, sender),
      );
    },
  };
}
