import { test } from 'vitest';

interface Closable {
  close(): Promise<void>;
}

/**
 * Opens something once for all files of a worker, when the first of them needs it, and closes it when
 * the worker ends. Gives a function for the files: what it is called with runs as their `beforeAll`.
 */
export function perWorker<Part extends Closable>(
  open: () => Promise<Part>,
): (use: (part: Part) => void | Promise<void>) => void {
  const withPart = test.extend('part', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const part = await open();
    // Every file that ran asks for the end.
    let closing: Promise<void> | undefined;
    onCleanup(() => (closing ??= part.close()));
    return part;
  });
  return (use) => {
    withPart.beforeAll(({ part }) => use(part));
  };
}
