declare global {
  /** What a page has to say of itself: an uncaught error, a choice that it took for cancelled. */
  var notes: string[];
}

export function note(text: string): void {
  globalThis.notes.push(text);
}
