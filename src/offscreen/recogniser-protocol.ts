import type { PairAnswer, PairQuestion } from '../engine';

/** Engine worker to recogniser worker. `start` comes once and first; answers come in order. */
export type ToRecogniser =
  | { readonly type: 'start'; readonly recogniser: string }
  | { readonly type: 'ask'; readonly question: PairQuestion };

/** Back: one for each `ask`. `failed` is the last: the worker is of no more use. */
export type FromRecogniser =
  | { readonly type: 'answer'; readonly answer: PairAnswer }
  | { readonly type: 'failed'; readonly message: string };
