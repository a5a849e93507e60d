/**
 * The gate's listeners on `window`. They stay before those of the page: `document.open()` takes every
 * listener off the window, ours too, and they have to be put back before the page's next one.
 */
export class WindowListeners {
  readonly #listeners: [type: string, listener: (event: Event) => void][] = [];

  /** Capturing, and for good. */
  add(type: string, listener: (event: Event) => void): void {
    this.#listeners.push([type, listener]);
    window.addEventListener(type, listener, true);
  }

  /** Puts them back where they are missing; those that are there keep their place. */
  restore(): void {
    for (const [type, listener] of this.#listeners) window.addEventListener(type, listener, true);
  }

  /** Puts them behind all others that are there now. */
  moveBack(): void {
    for (const [type, listener] of this.#listeners)
      window.removeEventListener(type, listener, true);
    this.restore();
  }
}
