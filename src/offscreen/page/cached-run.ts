import { OneAtATime } from '../../shared/one-at-a-time';
import type { JobEnd, TermedJob } from './engine-host';
import type { ResultCache } from './result-cache';
import { resultKey } from './result-key';

/** Where a job goes when its result is not known yet: through the queue, to the engine. */
export type Work = (again: () => JobEnd | undefined) => Promise<JobEnd>;

/** Answers from the cache what it knows, and lets the rest be worked on. */
export class CachedRun {
  readonly #cache: ResultCache;
  /** One file in memory at a time; it also keeps jobs in the order of their coming. */
  readonly #hashes = new OneAtATime();

  constructor(cache: ResultCache) {
    this.#cache = cache;
  }

  /**
   * `isPrivate`: nothing of it is looked up or kept. `work` may look again just before it starts:
   * the same photo may have been ahead in the queue.
   */
  async run(job: TermedJob, isPrivate: boolean, signal: AbortSignal, work: Work): Promise<JobEnd> {
    const key = await this.#hashes.run(() =>
      isPrivate ? Promise.resolve(undefined) : unlessAborted(signal, resultKey(job)),
    );
    if (key === undefined) return await work(() => undefined);
    const known = this.#cache.find(key);
    if (known !== undefined) return known;
    const end = await work(() => this.#cache.find(key));
    this.#cache.keep(key, end);
    return end;
  }
}

/** The key, or none: of a file that cannot be read, and of a job that was cancelled meanwhile. */
async function unlessAborted(
  signal: AbortSignal,
  key: Promise<string | undefined>,
): Promise<string | undefined> {
  if (signal.aborted) return undefined;
  let onAbort = (): void => undefined;
  const aborted = new Promise<undefined>((resolve) => {
    onAbort = () => {
      resolve(undefined);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    // A file that cannot be read says so itself when the engine reads it.
    return await Promise.race([key.catch(() => undefined), aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
