import { Paces } from './paces';

const KEY = 'pace';

/** The pace of this machine, kept in the extension's own origin; what cannot be kept is measured again. */
export function machinePaces(): Paces {
  return new Paces({
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
  });
}
