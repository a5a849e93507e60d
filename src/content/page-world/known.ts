import { isPossibleImage } from './possible-image';
import { weakSet } from './weak';

/**
 * Files that a page may have: those that we handed over, and those that its own scripts put into a
 * list. Every other file that comes out of a list came from the person's disk.
 */
export const known = weakSet<object>();

/** Files that were held back. No script of the page should have one; see tripwire.ts. */
export const originals = weakSet<object>();

/** Whether a list holds a possible photo that is not known; notes it down as an original. */
export function holdsOriginal(files: unknown): boolean {
  const list = files as Readonly<Record<number, File | undefined>>;
  let isFound = false;
  // By index, until there is none: a page may have changed what `length` says.
  for (let i = 0; ; i++) {
    const file = list[i];
    if (file === undefined) return isFound;
    if (known.has(file) || !isPossibleImage(file)) continue;
    originals.add(file);
    isFound = true;
  }
}
