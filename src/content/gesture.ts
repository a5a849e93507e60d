/**
 * A person handed files to the page and the page has seen nothing of it. Every vector (file input,
 * drop, paste...) makes these; what happens next is the same for all of them.
 */
export interface CaughtGesture {
  /** All files of the gesture in the page's order, photos or not. */
  readonly files: readonly File[];
  /** Aborted when the person replaced the gesture by another one, or the page went away. */
  readonly superseded: AbortSignal;
  /**
   * Hands these files to the page by the same kind of event as if nothing had happened. Call it
   * once at most, and never with an empty list. Rejects with `page-changed` when the place that was
   * meant to get them is gone.
   */
  deliver(files: readonly File[]): Promise<void>;
}

/** Catches one kind of gesture, from the moment it is installed. */
export type Vector = (onGesture: (gesture: CaughtGesture) => void) => void;
