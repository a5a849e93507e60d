import type { ErrorCode } from '../shared/errors';
import type { JobProgress } from '../shared/job';
import type { LevelName } from '../shared/level';
import type { PhotoReport } from '../shared/report';
import type { Strength } from '../shared/strength';
import type { Verdict } from '../shared/verdict';

/**
 * Why a person is asked about a photo: it failed, or (strict mode) no face was found in it, or one
 * that can't be measured.
 */
export type Doubt = ErrorCode | 'no-face' | 'unmeasured';

/** What a person is asked about a photo. */
export interface PhotoQuestion {
  readonly doubt: Doubt;
  readonly verdict: Verdict;
  /** Faces of it were changed: `original` sends the photo with them, not as it was chosen. */
  readonly isChanged?: true;
  /** The strength that may be tried next, where there is one. */
  readonly next?: Strength;
  /** What that is measured as, where the benchmark's figures say something about this photo too. */
  readonly nextLevel?: LevelName;
}

/**
 * `still`: work on the first of several pictures, the others are lost. `stronger`: change it by one
 * strength more. `original` sends what there is of it, this once: mostly the file as it was chosen.
 * `leave-out` sends nothing of it.
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
   * Offers Try again (where that may help), or the next strength where there is one / Send the
   * original this once / Cancel.
   */
  ask(question: PhotoQuestion): Promise<Decision>;
  /** The person's decision, or the policy's, and what is said of the photo then. */
  showSettled(how: 'original' | 'left-out', verdict: Verdict): void;
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
