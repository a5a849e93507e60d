/** Frees the engine some time after the last activity, and closes the page some time after that. */
export class Idle {
  readonly #isIdle: () => boolean;
  readonly #stages: readonly IdleStage[];
  #timers: ReturnType<typeof setTimeout>[] = [];

  constructor(isIdle: () => boolean, stages: readonly IdleStage[]) {
    this.#isIdle = isIdle;
    this.#stages = stages;
    this.touch();
  }

  /** Something happened: all stages count from now. */
  touch(): void {
    this.#timers.forEach(clearTimeout);
    this.#timers = this.#stages.map(({ afterMs, run }) =>
      setTimeout(() => {
        // A job longer than a stage is activity too; its end touches again.
        if (this.#isIdle()) run();
      }, afterMs),
    );
  }
}

export interface IdleStage {
  readonly afterMs: number;
  readonly run: () => void;
}
