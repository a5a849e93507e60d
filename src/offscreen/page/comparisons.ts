import type { Comparison, ComparisonOwner, ComparisonPlace } from '../../shared/comparison';
import { UnnoticedError } from '../../shared/errors';

interface Bounds {
  readonly entries: number;
  readonly keepMs: number;
}

/** So many photos, and not longer than this page stays open when nothing happens. */
const BOUNDS: Bounds = { entries: 8, keepMs: 300_000 };

/** A finished photo that may be compared, until its pictures are fetched, and where they are then. */
interface Entry {
  readonly owner: ComparisonOwner;
  /** Absent once they were handed over: from then on the compare tab alone has them. */
  pictures?: Comparison;
  /** The last that was given out; with the pictures gone it opens nothing. */
  token?: string;
  /** The compare tab that has them. */
  shownIn?: number;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * The files of the last finished photos, before and after, for whoever presses Compare. In memory
 * only. They are let go of when they are fetched, when their tab closes, after a time, and when
 * newer ones need their place.
 */
export class Comparisons {
  readonly #bounds: Bounds;
  /** By job; a Map keeps the order of insertion. */
  readonly #entries = new Map<string, Entry>();

  constructor(bounds = BOUNDS) {
    this.#bounds = bounds;
  }

  keep(owner: ComparisonOwner, pictures: Comparison): void {
    const { jobId } = owner;
    this.#drop(jobId);
    const timer = setTimeout(() => {
      this.#drop(jobId);
    }, this.#bounds.keepMs);
    this.#entries.set(jobId, { owner, pictures, timer });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#bounds.entries) return;
      this.#drop(oldest);
    }
  }

  /** A token that fetches the pictures once, or the tab that has them. */
  offer({ jobId, tabId }: ComparisonOwner): ComparisonPlace {
    const entry = this.#entries.get(jobId);
    if (entry?.owner.tabId !== tabId) throw notKept();
    if (entry.shownIn !== undefined) return { tabId: entry.shownIn };
    entry.token = crypto.randomUUID();
    return { token: entry.token };
  }

  /** Gives the pictures out of hand to the tab that shows them. Undefined: the token opens nothing. */
  take(token: string, shownIn: number): Comparison | undefined {
    const entry = [...this.#entries.values()].find((one) => one.token === token);
    const pictures = entry?.pictures;
    if (entry === undefined || pictures === undefined) return undefined;
    clearTimeout(entry.timer);
    delete entry.pictures;
    entry.shownIn = shownIn;
    return pictures;
  }

  /** The compare tab is gone, and the pictures with it. */
  closed(shownIn: number): void {
    for (const [jobId, entry] of this.#entries) if (entry.shownIn === shownIn) this.#drop(jobId);
  }

  /** The tab in which the photos were chosen is gone. */
  dropOf(tabId: number): void {
    for (const [jobId, { owner }] of this.#entries) if (owner.tabId === tabId) this.#drop(jobId);
  }

  #drop(jobId: string): void {
    clearTimeout(this.#entries.get(jobId)?.timer);
    this.#entries.delete(jobId);
  }
}

function notKept(): UnnoticedError {
  return new UnnoticedError('not-kept', 'The pictures of this photo are not kept');
}
