import type { JobEnd } from './engine-host';

type Done = Extract<JobEnd, { type: 'done' }>;

interface Bounds {
  readonly bytes: number;
  readonly entries: number;
}

const BOUNDS: Bounds = { bytes: 64 * 1024 * 1024, entries: 200 };

/**
 * Results of photos that were done, so that the same photo is answered at once. In memory only, and
 * gone with the page; the one that was used longest ago makes room.
 */
export class ResultCache {
  readonly #bounds: Bounds;
  /** In order of use: a Map keeps the order of insertion. */
  readonly #results = new Map<string, Done>();
  #bytes = 0;

  constructor(bounds = BOUNDS) {
    this.#bounds = bounds;
  }

  find(key: string): Done | undefined {
    const found = this.#results.get(key);
    if (found === undefined) return undefined;
    this.#results.delete(key);
    this.#results.set(key, found);
    return { ...found, report: { ...found.report, cached: true } };
  }

  /** Keeps what was done; a failure is worth another try, and so is not kept. */
  keep(key: string, end: JobEnd): void {
    if (end.type !== 'done' || end.bytes.byteLength > this.#bounds.bytes) return;
    this.#drop(key);
    this.#results.set(key, end);
    this.#bytes += end.bytes.byteLength;
    for (const oldest of this.#results.keys()) {
      if (this.#bytes <= this.#bounds.bytes && this.#results.size <= this.#bounds.entries) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#results.get(key)?.bytes.byteLength ?? 0;
    this.#results.delete(key);
  }
}
