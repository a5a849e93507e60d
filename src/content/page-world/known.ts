/**
 * Files that a page may have: those that we handed over, and those that its own scripts made and put
 * into a list. Everything else that comes out of a list came from the person's disk.
 */
export const known = new WeakSet<File>();

/** Files that were held back. No page script should have one; see tripwire.ts. */
export const originals = new WeakSet<object>();
