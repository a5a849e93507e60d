import type { PaperOptions } from './attack/forms/paper-options';
import type { Target } from './criterion/target';
import type { JndName } from './jnd/jnd-model';
import type { Box, Photo } from './photo';

/** `product`: hard clamp to k * J. `paper`: the paper's soft penalty with the falling b. */
export type AttackForm = 'product' | 'paper';

/** `nontargeted`: away from the clean face. `targeted`: to the face of a target. */
export type AttackMode = 'nontargeted' | 'targeted';

/** Weight of the plain L2 beside a cosine, and what each eight steps without success leave of it. */
export interface FallingL2 {
  readonly start: number;
  readonly decay: number;
}

export interface ProtectOptions {
  /** Away from the original face, or to the `target`: then both are asked for. */
  readonly mode: AttackMode;
  /** Mode `targeted`, and no other: an embedding of the target for each recogniser. */
  readonly target?: Target;
  readonly form: AttackForm;
  /** What the form `paper` leaves open; PAPER_OPTIONS for what is not said. */
  readonly paper?: Partial<PaperOptions>;
  /** Same seed, same photo, same backend: same result. Unsigned 32-bit integer. */
  readonly seed: number;
  /** The JND model; DEFAULT_JND where it is not said. */
  readonly jnd?: JndName;
  /** 8-bit levels kept free below the ceiling for the encoder; ENCODER_RESERVE where it is not said. */
  readonly reserve?: number;
  /** Ceiling of the `product` budget as a multiple of the JND map. */
  readonly k: number;
  /** Most optimiser steps that one face may take over all rounds. */
  readonly maxSteps: number;
  /**
   * Form `product`: PSNR of a face's tight box that the change alone leaves at least, dB; with steps
   * for transfer, as long as those last (attack/forms/transfer-form.ts).
   */
  readonly leastPsnr?: number;
  /** Form `product` without steps for transfer: how the price of a change falls; FALLING_L2 else. */
  readonly l2?: FallingL2;
  /**
   * Form `product`, mode `nontargeted`: steps that each face takes even when it is protected before,
   * none of which is trimmed away, for recognisers that the engine does not know. 0 where it is not
   * said.
   */
  readonly transferSteps?: number;
  /**
   * Weight of the pull to a made-up face of each face's own beside the way from the original, so
   * that two changed photos of one person match less (docs/decisions/0042); 0 where it is not said.
   * Nontargeted and with steps for transfer only.
   */
  readonly decoyWeight?: number;
}

/** Why a face or a photo could not be protected. */
export type EngineErrorCode =
  | 'cancelled'
  | 'budget-exceeded'
  | 'face-lost'
  | 'non-finite'
  | 'bad-photo'
  | 'bad-options'
  | 'bad-model';

export type Phase = 'detect' | 'optimise' | 'encode' | 'verify';

/** Where the work is. `face` counts from 1; `found` carries the boxes once they are known. */
export type Progress =
  | { readonly kind: 'found'; readonly boxes: readonly Box[] }
  | {
      readonly kind: 'step';
      readonly face: number;
      readonly faces: number;
      readonly step: number;
      readonly steps: number;
    }
  | { readonly kind: 'verify'; readonly round: number };

/** What one site, or several that do the same, make of a picture that is uploaded. */
export interface PlatformPass {
  /** Whose it is; every id once in a host. */
  readonly ids: readonly string[];
  /** In pixels of its own: another size of the same shape, encoded again. */
  readonly pass: (delivered: Photo) => Promise<Photo>;
}

/** What the engine needs from its host; the engine itself has no codec, clock or events. */
export interface ProtectHost {
  /** Encodes in the source's own format. */
  encode(photo: Photo): Promise<Uint8Array>;
  /** What any reader of the encoded bytes sees, in pixels of its own: the engine releases them. */
  decode(bytes: Uint8Array): Promise<Photo>;
  /**
   * What sites make of a delivered picture; every one has to leave the faces protected. Without any a
   * verdict is about the delivered file alone. They are looked at in this order, up to the first that
   * fails: the hardest belongs first.
   */
  readonly platforms?: readonly PlatformPass[];
  /** Awaited after every optimiser step; rejects when the job was cancelled. */
  checkpoint(): Promise<void>;
  progress(progress: Progress): void;
  /** Called when the work enters a phase, so that the host can time it. */
  enter(phase: Phase): void;
}

export interface RecogniserReport {
  readonly id: string;
  /** Cosine similarity to the original face: of the clean encoded photo, of the protected one. */
  readonly before: number;
  readonly after: number;
  /** The same after each of the host's platforms that was looked at, by its id. */
  readonly platforms?: Readonly<Record<string, number>>;
  /** The largest of them. */
  readonly recompressed?: number;
  /** `after` and `recompressed` must be below this for the face to count as protected. */
  readonly threshold: number;
  /** By how much that is below the recogniser's match threshold; cosine. */
  readonly margin: number;
  /** Mode `targeted`: cosine to the target afterwards, and what it must be above. */
  readonly target?: { readonly after: number; readonly threshold: number };
}

export interface FaceReport {
  readonly box: Box;
  readonly protected: boolean;
  readonly code?: EngineErrorCode;
  /** Tight face box, against the clean photo encoded in the same way. dB; null when identical. */
  readonly psnr: number | null;
  readonly ssim: number;
  /** Share of face-box samples (pixel x channel) that differ by more than J. */
  readonly overJnd: number;
  readonly steps: number;
  readonly recognisers: readonly RecogniserReport[];
}

export interface ProtectResult {
  readonly outcome: 'protected' | 'no-face' | 'failed';
  readonly code?: EngineErrorCode;
  readonly faces: readonly FaceReport[];
  /** Faces whose eyes are too close for an alignment: left as they were. Absent without any. */
  readonly tooSmall?: number;
  /** Faces that no landmarks fit, turned away or covered: left as they were. Absent without any. */
  readonly unclear?: number;
  /** Whole photo, against the clean photo encoded in the same way. dB; null when identical. */
  readonly psnr: number | null;
  readonly ssim: number;
  /** The file on which the verdict was measured. Absent for `no-face` and for `failed`. */
  readonly bytes?: Uint8Array;
}
