import type { Sender } from '../../src/shared/sender';
import type { MessageListener, Transport } from '../../src/shared/transport';

export const SELF = { id: 'ours', origin: 'chrome-extension://ours' };

/** What Chromium stamps, as measured (docs/decisions/0007). */
export const STAMPS = {
  studio: { id: 'ours', origin: SELF.origin, url: `${SELF.origin}/ui/studio/studio.html`, tab: {} },
  offscreen: { id: 'ours', origin: SELF.origin, url: `${SELF.origin}/offscreen/offscreen.html` },
  background: { id: 'ours', url: `${SELF.origin}/background.js` },
  contentScript: {
    id: 'ours',
    origin: 'https://social.example',
    url: 'https://social.example/',
    tab: {},
  },
  sandboxedFrame: { id: 'ours', origin: 'null', url: 'https://social.example/', tab: {} },
  foreign: { id: 'theirs', origin: 'chrome-extension://theirs' },
} satisfies Record<string, Sender>;

/** Rooms that talk through an array: every listener hears each message, as in the browser. */
export function arrayTransport(sender: Sender): Transport {
  const listeners: MessageListener[] = [];
  return {
    self: SELF,
    listen: (listener) => {
      listeners.push(listener);
    },
    send: async (message) => {
      const copy: unknown = structuredClone(message);
      const answers = listeners.map((listener) => listener(copy, sender));
      return structuredClone(await answers.find((answer) => answer !== undefined));
    },
  };
}
