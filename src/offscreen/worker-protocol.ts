import type { Target } from '../engine';
import type { ProtectOptions } from '../engine/protect-types';
import type { JobTerms } from '../shared/comparison';
import type { ErrorCode } from '../shared/errors';
import type { JobProgress } from '../shared/job';
import type { PlatformId } from '../shared/platforms';
import type { Backend, FaceBox, PhaseSeconds, PhotoReport } from '../shared/report';
import type { MetadataWish } from '../shared/settings';
import type { Strength } from '../shared/strength';

/** What the seconds of a job are told apart by. */
export type TimedPhase = Exclude<keyof PhaseSeconds, 'total'>;

/** What is heard of a job on its way. */
export interface JobListener {
  readonly onProgress: (progress: JobProgress) => void;
  readonly onPhase: (phase: TimedPhase | null) => void;
}

/** How a worker is to choose its backend: a wish, less what was already lost. */
export interface BackendWish {
  readonly wish: 'auto' | Backend;
  readonly without: readonly Backend[];
}

/** What the engine is asked to do; whatever the client left open is filled in by the page. */
export type EngineOrder = Partial<Omit<ProtectOptions, 'k' | 'target'>> &
  Pick<ProtectOptions, 'seed'> & {
    readonly strength?: Strength;
    /** Of mode `nontargeted` at `strong`: changed photos of one person part as well. */
    readonly unlinkable?: boolean;
    /** Of mode `targeted`; without it such a job fails. */
    readonly towards?: Towards;
    readonly metadata?: MetadataWish;
    /** Of an animation or of many pages, work on the first picture. */
    readonly asStill?: boolean;
    /** What the photo has to hold after; everything where it is not said. */
    readonly platforms?: readonly PlatformId[];
    /** Only the file itself has to hold, not what a site makes of it. */
    readonly asDelivered?: boolean;
  };

/** What a job goes to. The decoy of a photo comes from the seed of its job. */
export type Towards =
  | { readonly kind: 'new-decoy' }
  | { readonly kind: 'fixed-decoy'; readonly seed: number }
  | { readonly kind: 'photo'; readonly face: EnrolledFace };

/** A face that a person chose as the target; it stays between the host and its worker. */
export interface EnrolledFace {
  /** Another one for each enrolment. */
  readonly id: string;
  /** By recogniser: the embedding, L2 norm 1. */
  readonly embeddings: Target;
  /** By recogniser: sha256 of the weights that the embedding comes from. */
  readonly weights: ReadonlyMap<string, string>;
  /** A small picture of the face, for the person. */
  readonly picture: Blob;
}

/** The faces of a photo from which one is to be the target. */
export interface FaceFound {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly FaceBox[];
  /** Null: there are several, and none was named. */
  readonly face: EnrolledFace | null;
}

/** What is to be seen of a photo: all of it, or J around a face. */
export type LookWish =
  | { readonly kind: 'photo' }
  | { readonly kind: 'jnd'; readonly box: FaceBox; readonly terms: JobTerms };

/** A part of a photo, or a map of it, as a picture. */
export interface Look {
  readonly picture: Blob;
  readonly region: FaceBox;
  /** Levels of 255 that white stands for. */
  readonly most: number;
}

/**
 * Page to worker. `start` is the first and comes once; then one of the others at a time, but for
 * `warm`.
 */
export type ToWorker =
  | { readonly type: 'start'; readonly backend: BackendWish; readonly lock: string }
  | { readonly type: 'run'; readonly file: Blob; readonly order: EngineOrder }
  | { readonly type: 'enrol'; readonly file: Blob; readonly face: number | null }
  | { readonly type: 'look'; readonly file: Blob; readonly wish: LookWish }
  /** At any time; it gives way to the others, and is answered only where it came to its end. */
  | { readonly type: 'warm' }
  | { readonly type: 'cancel' };

/**
 * Worker to page. After `run`: any number of `progress` and `phase`, then exactly one RunEnd; after
 * `enrol` exactly one EnrolEnd, after `look` one LookEnd.
 */
export type FromWorker =
  /** The worker holds its lock from here on; the lock's release is the worker's death. */
  | { readonly type: 'alive' }
  | { readonly type: 'progress'; readonly progress: JobProgress }
  /** Of a run: what it works on from here on; null between two. */
  | { readonly type: 'phase'; readonly phase: TimedPhase | null }
  | Warmed
  | RunEnd
  | EnrolEnd
  | LookEnd;

/** The networks are loaded, and each has run. */
export interface Warmed {
  readonly type: 'warmed';
  readonly backend: Backend;
  /** Seconds of one optimiser step of one face, as it was measured then. */
  readonly stepSeconds: number;
}

export type RunEnd =
  | { readonly type: 'done'; readonly bytes: Uint8Array<ArrayBuffer>; readonly report: PhotoReport }
  | Failed
  | BackendLost;

export type EnrolEnd =
  { readonly type: 'enrolled'; readonly found: FaceFound } | Failed | BackendLost;

export type LookEnd = { readonly type: 'looked'; readonly look: Look } | Failed | BackendLost;

interface Failed {
  readonly type: 'failed';
  readonly code: ErrorCode;
  readonly message: string;
  readonly report?: PhotoReport;
}

export interface BackendLost {
  readonly type: 'backend-lost';
  readonly backend: Backend;
  readonly message: string;
}
