/**
 * A person handed files to the page and the page has seen nothing of it. Every vector (file input,
 * drop, paste...) makes these; what happens next is the same for all of them.
 */
export interface CaughtGesture {
  /** All files of the gesture in the page's order, photos or not. */
  readonly files: readonly File[];
  /** Something else goes with them, such as a text: it goes also when no file does. */
  readonly hasMore?: boolean;
  /** Aborted when the person replaced the gesture by another one, or the page went away. */
  readonly superseded: AbortSignal;
  /**
   * Hands these to the page by the same kind of event as if nothing had happened: one entry for each
   * of `files`, undefined for what is left out. Call it once at most, and with nothing to hand over
   * never. Rejects with `page-changed` when the place that was meant to get them is gone.
   */
  deliver(files: readonly (File | undefined)[]): Promise<void>;
  /** Nothing is delivered, now or later: whatever of the page waits for the gesture is let go. */
  abandon?(): void;
}

/**
 * Catches one kind of gesture, from the moment it is installed. `onPassing` hears of the files of a
 * gesture without a photo, which is the page's own and none of ours.
 */
export type Vector = (
  onGesture: (gesture: CaughtGesture) => void,
  onPassing: (files: readonly File[]) => void,
) => void;
