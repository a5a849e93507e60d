/** Long enough to read one line twice. */
const LINGER_MS = 10_000;

/** Waits before something leaves the screen, and not while a person is looking into it. */
export class Linger {
  readonly #leave: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStarted = false;
  #isHeld = false;

  constructor(leave: () => void) {
    this.#leave = leave;
  }

  start(): void {
    this.#isStarted = true;
    this.#run();
  }

  /** `true` while the pointer or the focus is there. */
  hold(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    this.#run();
  }

  stop(): void {
    this.#isStarted = false;
    this.#run();
  }

  #run(): void {
    clearTimeout(this.#timer);
    if (this.#isStarted && !this.#isHeld) this.#timer = setTimeout(this.#leave, LINGER_MS);
  }
}
