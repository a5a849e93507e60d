import type { PaceStore } from './paces';

const KEY = 'pace';

/** In the extension's own origin, on this machine; what cannot be kept is measured again. */
export const paceStore: PaceStore = {
  read: () => {
    try {
      return JSON.parse(localStorage.getItem(KEY) ?? 'null') as unknown;
    } catch {
      return null;
    }
  },
  write: (kept) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // A full or forbidden storage costs a worse first estimate.
    }
  },
};
