import type { AttackMode, TargetKind } from './attack-mode';
import type { ErrorCode } from './errors';
import type { PlatformId } from './platforms';
import type { Backend, FaceBox, PhotoReport } from './report';
import type { MetadataWish } from './settings';
import type { Strength } from './strength';

/** A job is one port, client to engine host, named after it; closing the port cancels the job. */
export const JOB_PORT_PREFIX = 'protect:';

/** The name of a job's port. */
export function jobPortName(jobId: string): string {
  return `${JOB_PORT_PREFIX}${jobId}`;
}

/**
 * What an extension page may choose for its job, one by one, instead of what the settings say. A
 * content script may not: it runs beside a page, and its jobs carry no settings
 * (docs/decisions/0007).
 */
export interface JobOptions {
  readonly mode?: AttackMode;
  /** Of mode `targeted`. */
  readonly target?: TargetKind;
  /** Seed of the target `fixed-decoy`; null: none was drawn yet. */
  readonly decoySeed?: number | null;
  readonly form?: 'product' | 'paper';
  /** Unsigned 32-bit integer; drawn anew for each job when absent. */
  readonly seed?: number;
  /** Most optimiser steps per face. */
  readonly maxSteps?: number;
  /** What the photo has to hold after; all platforms where it is not said. */
  readonly platforms?: readonly PlatformId[];
  /** Only the file itself has to hold, not what a site makes of it. */
  readonly asDelivered?: boolean;
  readonly backend?: 'auto' | Backend;
  readonly strength?: Strength;
  /** Of mode `nontargeted` at `strong`: changed photos of one person part from each other as well. */
  readonly unlinkable?: boolean;
  /** Instead of what the strength spends on recognisers that are not asked: steps of each face. */
  readonly transferSteps?: number;
  readonly metadata?: MetadataWish;
  /** The job is stopped when it has not got on for so long; its place in the queue does not count. */
  readonly timeoutMs?: number;
}

/** The one message from client to host. */
export interface JobRequest {
  readonly file: Blob;
  readonly name: string;
  /** The person agreed: of an animation or of many pages, only the first picture is worked on. */
  readonly asStill?: boolean;
  /** The person agreed: this photo may be changed more than the settings say, by so many strengths. */
  readonly stronger?: number;
  readonly options?: JobOptions;
}

/** How far a job is in all, at the moment of the message; both are ready to be shown. */
export interface Work {
  /** 0 to 1; it never falls. */
  readonly share: number;
  /** Never more than 1.25 times what was told before (docs/decisions/0051). */
  readonly secondsLeft: number;
}

/** Where a job is; `work` once it has started. */
export type JobProgress = Stage & { readonly work?: Work };

type Stage =
  | { readonly kind: 'queued'; readonly ahead: number }
  | { readonly kind: 'started' }
  | { readonly kind: 'decoded'; readonly width: number; readonly height: number }
  | { readonly kind: 'found'; readonly boxes: readonly FaceBox[] }
  | {
      readonly kind: 'step';
      readonly face: number;
      readonly faces: number;
      readonly step: number;
      readonly steps: number;
    }
  | { readonly kind: 'verify'; readonly round: number };

/**
 * The host repeats a place in its queue after this long: well below the time after which a client takes
 * silence for the host's end.
 */
export const REPEAT_MS = 10_000;

/** The messages from host to client: any number of `progress`, then exactly one of the others. */
export type JobMessage =
  | { readonly type: 'progress'; readonly progress: JobProgress }
  | { readonly type: 'done'; readonly blob: Blob; readonly report: PhotoReport }
  | {
      readonly type: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
      readonly report?: PhotoReport;
    };
