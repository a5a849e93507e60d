import type { AdversarialGradient, PairQuestion } from '../engine';
import type { Photo } from '../engine/photo';
import type { RawFace } from '../engine/detect/blazeface';
import type { Reencoding } from '../shared/platforms';

/** What a helper can do, by kind: what it is given, and what comes of it. */
export interface HelperWork {
  readonly gradient: {
    readonly given: { readonly recogniser: string; readonly question: PairQuestion };
    readonly result: AdversarialGradient;
  };
  readonly embed: {
    readonly given: { readonly recogniser: string; readonly faces: readonly Float32Array[] };
    readonly result: readonly Float32Array[];
  };
  readonly detect: {
    readonly given: { readonly tile: Float32Array; readonly minimumScore: number };
    readonly result: readonly RawFace[];
  };
  /** A picture in the size in which a platform passes it on, to be encoded and decoded. */
  readonly passOn: {
    readonly given: { readonly picture: Photo; readonly does: Reencoding };
    readonly result: Photo;
  };
}

export type HelperTask = {
  [Kind in keyof HelperWork]: { readonly kind: Kind } & HelperWork[Kind]['given'];
}[keyof HelperWork];

/** Engine worker to helper. `start` comes once and first; tasks come one at a time. */
export type ToHelper =
  | { readonly type: 'start'; readonly lock: string }
  | { readonly type: 'do'; readonly task: HelperTask };

/** Back: one `did` for each `do`. `failed` is the last: the helper is of no more use. */
export type FromHelper =
  /** The helper holds its lock from here on; the lock's release is the helper's death. */
  | { readonly type: 'alive' }
  | { readonly type: 'did'; readonly result: HelperWork[keyof HelperWork]['result'] }
  | { readonly type: 'failed'; readonly message: string };
