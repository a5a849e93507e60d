import type { Verdict } from './verdict';

/** What became of one photo that a person handed to a page. */
export interface PhotoNote {
  readonly name: string;
  /**
   * `measured`: the page got the changed photo, below the match threshold as measured.
   * `no-face`: it got the photo without its metadata. `original`: the person sent the original.
   * `left-out`: the page got nothing of it.
   */
  readonly outcome: 'measured' | 'no-face' | 'original' | 'left-out';
  /** What the panel said of it. */
  readonly verdict: Verdict;
}
