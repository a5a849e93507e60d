import type { PairAnswer, PairQuestion } from '../engine';

/** Engine worker to recogniser worker. `start` comes once and first; answers come in order. */
export type ToRecogniser =
  | { readonly type: 'start'; readonly recogniser: string; readonly lock: string }
  | { readonly type: 'ask'; readonly question: PairQuestion };

/** Back: one for each `ask`. `failed` is the last: the worker is of no more use. */
export type FromRecogniser =
  /** The worker holds its lock from here on; the lock's release is the worker's death. */
  | { readonly type: 'alive' }
  | { readonly type: 'answer'; readonly answer: PairAnswer }
  | { readonly type: 'failed'; readonly message: string };
