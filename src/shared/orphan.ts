import { UnnoticedError } from './errors';

/** In Chromium a port closes some 20 ms before the extension is gone for its scripts. */
export const ORPHAN_SHOWS_MS = 500;

/**
 * Whether this script outlived its extension, which was updated, reloaded or removed meanwhile. Its
 * page goes on, and no call to the extension works from then on, until the page is loaded again.
 */
export function isOrphaned(): boolean {
  const { chrome: api } = globalThis as { chrome?: { runtime?: { id?: string } } };
  return api?.runtime?.id === undefined;
}

/** What a failed call to the extension means for a script that may be orphaned. */
export function orphanOr(error: unknown): unknown {
  return isOrphaned() ? orphanError(error) : error;
}

/** A call that was under way when its script was orphaned never ends by itself. */
export async function unlessOrphaned<T>(call: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const orphaned = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      if (isOrphaned()) reject(orphanError());
    }, ORPHAN_SHOWS_MS);
  });
  try {
    return await Promise.race([call, orphaned]);
  } finally {
    clearInterval(timer);
  }
}

function orphanError(cause?: unknown): UnnoticedError {
  return new UnnoticedError('extension-updated', 'The extension was updated', { cause });
}
