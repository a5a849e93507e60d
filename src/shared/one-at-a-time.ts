/** Runs tasks one after another in the order of their coming; one that fails does not stop the next. */
export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(task, task);
    // Whoever asked hears of the failure; the next task only waits for the end.
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
