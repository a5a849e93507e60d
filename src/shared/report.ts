import type { AttackMode } from './attack-mode';
import type { ErrorCode } from './errors';
import type { PlatformId } from './platforms';
import type { Strength } from './strength';

/** Left, top, width, height in pixels of the upright photo. */
export type FaceBox = readonly [x: number, y: number, width: number, height: number];

/** What runs the engine's arithmetic. */
export const BACKENDS = ['webgl', 'wasm'] as const;
export type Backend = (typeof BACKENDS)[number];

export interface RecogniserResult {
  readonly id: string;
  readonly before: number;
  readonly after: number;
  /** The same after each platform that was looked at; absent where it did not get as far. */
  readonly platforms?: Readonly<Partial<Record<PlatformId, number>>>;
  /** The largest of them. */
  readonly recompressed?: number;
  readonly threshold: number;
  /** What `threshold` keeps below the recogniser's match threshold, in units of cosine. */
  readonly margin: number;
  /** Only of the mode `targeted`: likeness to the target in the delivered file. */
  readonly target?: TargetResult;
}

export interface TargetResult {
  readonly after: number;
  /** `after` has to be above it. */
  readonly threshold: number;
}

export interface FaceResult {
  readonly box: FaceBox;
  readonly protected: boolean;
  readonly code?: ErrorCode;
  readonly psnr: number | null;
  readonly ssim: number;
  readonly overJnd: number;
  readonly steps: number;
  readonly recognisers: readonly RecogniserResult[];
}

/** Wall time by phase; `total` also holds what no phase covers (loading the weights). */
export interface PhaseSeconds {
  readonly decode: number;
  readonly detect: number;
  readonly optimise: number;
  readonly encode: number;
  readonly verify: number;
  readonly total: number;
}

/** What a file was and what was made of it, e.g. 'heic' and 'jpeg'. */
export interface Formats {
  readonly in: string;
  readonly out: 'jpeg' | 'png' | 'webp' | 'avif';
}

/** What is said about one photo. Each key is explained in docs/report.md. No embedding in it. */
export interface PhotoReport {
  readonly outcome: 'protected' | 'no-face' | 'failed';
  readonly code?: ErrorCode;
  /** Absent when the engine did not get as far, and in what a content script is told. */
  readonly mode?: AttackMode;
  /** Absent when the engine did not get as far. */
  readonly strength?: Strength;
  /** Asked for, without a target: changed photos of one person part as well; `strong` alone does it. */
  readonly unlinkable?: true;
  /** What every face has to hold after; none with `asDelivered`. Absent as `strength` is. */
  readonly platforms?: readonly PlatformId[];
  readonly faces: readonly FaceResult[];
  /** Faces that were seen, but are too small to be measured: left as they were. Absent without any. */
  readonly tooSmall?: number;
  /** The same of faces that are turned away or covered, and so can't be measured. */
  readonly unclear?: number;
  readonly psnr: number | null;
  readonly ssim: number | null;
  readonly backend: Backend | null;
  /** Backends that were lost during this job, before the one that finished it. */
  readonly backendsLost?: readonly Backend[];
  readonly seconds: PhaseSeconds | null;
  readonly bytesIn: number;
  readonly bytesOut: number | null;
  /** Absent when the photo could not be read. */
  readonly formats?: Formats;
  /** The same photo was worked on before, in the same way: this is what came of it then. */
  readonly cached?: true;
}
