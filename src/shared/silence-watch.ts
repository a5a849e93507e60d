const TICKS = 4;

/**
 * Notices that nothing was heard for a while. It counts ticks and not the clock: a page that was
 * frozen, or a computer that slept, gets to hear what has come before the next tick.
 */
export class SilenceWatch {
  readonly #timer: ReturnType<typeof setInterval>;
  #silentTicks = 0;

  constructor(silenceMs: number, onSilence: () => void) {
    this.#timer = setInterval(() => {
      this.#silentTicks += 1;
      // The first tick may come right after something was heard.
      if (this.#silentTicks > TICKS) onSilence();
    }, silenceMs / TICKS);
  }

  heard(): void {
    this.#silentTicks = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
