import type { ErrorCode } from '../shared/errors';
import type { JobProgress } from '../shared/job';
import type { PhotoReport } from '../shared/report';

/** Why a person is asked about a photo: it failed, or (strict mode) no face was found in it. */
export type Doubt = ErrorCode | 'no-face';

/**
 * `still`: work on the first of several pictures, the others are lost. `stronger`: change it by one
 * strength more. `original` sends the file as it was chosen, this once. `leave-out` sends nothing of it.
 */
export type Decision = 'again' | 'still' | 'stronger' | 'original' | 'leave-out';

/** One photo as the person sees it. */
export interface PhotoView {
  showProgress(progress: JobProgress): void;
  /**
   * Done, and waiting for the others of the gesture. `compare` opens before and after; absent where
   * nothing was changed.
   */
  showDone(report: PhotoReport, compare?: () => Promise<unknown>): void;
  /**
   * Offers Try again (where that may help), or the next strength where `canBeStronger` / Send the
   * original this once / Cancel.
   */
  ask(doubt: Doubt, canBeStronger: boolean): Promise<Decision>;
  /** The person's decision, or the policy's. `doubt` is why. */
  showSettled(how: 'original' | 'left-out', doubt: Doubt): void;
}

/** One gesture as the person sees it. Its photos are those of `files`, in order. */
export interface GestureView {
  readonly photos: readonly PhotoView[];
  /** The page has got what it gets: `delivered` files, 0 when nothing was left to hand over. */
  showEnd(delivered: number): void;
  /** Nothing could be handed over at all; the page got nothing. */
  showStopped(code: ErrorCode): void;
  /** Takes the gesture off the screen at once: another one took its place. */
  remove(): void;
}

/** The panel at the edge of the page. */
export interface Panel {
  /** `onCancel`: the person wants nothing of this gesture to go anywhere. */
  open(photos: readonly File[], onCancel: () => void): GestureView;
}
