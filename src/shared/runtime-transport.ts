import { browser } from './browser';
import type { Self, Sender } from './sender';
import type { Transport } from './transport';

/** The extension's id and origin, as the browser stamps them on messages. */
export function extensionSelf(): Self {
  return { id: browser.runtime.id, origin: new URL(browser.runtime.getURL('')).origin };
}

/** The real transport: messages of the extension's runtime. */
export function runtimeTransport(): Transport {
  return {
    self: extensionSelf(),
    send: (message) => browser.runtime.sendMessage(message),
    listen: (listener) => {
      browser.runtime.onMessage.addListener((message: unknown, sender: Sender) =>
        listener(message, sender),
      );
    },
  };
}
