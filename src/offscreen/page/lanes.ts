interface Lane<T> {
  readonly id: number;
  readonly items: T[];
}

/** Lines that are served in turn: one item of each, in each line's own order. */
export class Lanes<T> {
  /** In the order of their next turn. The one that is being served is the last. */
  #lanes: Lane<T>[] = [];
  #served: number | undefined;

  add(id: number, item: T): void {
    const lane = this.#lanes.find((known) => known.id === id);
    if (lane !== undefined) {
      lane.items.push(item);
      return;
    }
    const last = this.#lanes.length - (this.#served === undefined ? 0 : 1);
    this.#lanes.splice(last, 0, { id, items: [item] });
  }

  /** Whether it was there. */
  remove(id: number, item: T): boolean {
    const items = this.#lanes.find((lane) => lane.id === id)?.items ?? [];
    const place = items.indexOf(item);
    if (place < 0) return false;
    items.splice(place, 1);
    this.#forgetEmpty();
    return true;
  }

  /** This lane has its turn now, so it comes last from here on; undefined: none has. */
  serve(id: number | undefined): void {
    this.#served = id;
    if (id !== undefined) {
      const lane = this.#lanes.find((known) => known.id === id) ?? { id, items: [] };
      this.#lanes = [...this.#lanes.filter((other) => other !== lane), lane];
    }
    this.#forgetEmpty();
  }

  /** All items in the order in which they will be served, if nothing comes or goes. */
  inOrder(): T[] {
    const rounds = Math.max(0, ...this.#lanes.map(({ items }) => items.length));
    return Array.from({ length: rounds }, (_, round) =>
      this.#lanes.flatMap(({ items }) => items.slice(round, round + 1)),
    ).flat();
  }

  #forgetEmpty(): void {
    this.#lanes = this.#lanes.filter(({ id, items }) => items.length > 0 || id === this.#served);
  }
}
