import type { LevelName } from '../../src/shared/level';
import type { PhaseSeconds } from '../../src/shared/report';

/** Where and of what a figure was taken. */
export interface Taken {
  /** Which state of the product, in the words of whoever measured it (`--append`). */
  readonly step: string;
  readonly commit: string;
  readonly date: string;
  readonly machine: string;
}

/** What the runs of one photo, at one level, with so many workers, took in the median. */
export interface SpeedRow extends Taken {
  readonly case: string;
  readonly level: LevelName;
  readonly workers: number;
  /** False: the first photo after the browser's start. */
  readonly warm: boolean;
  /** As people's own browser has them, or as one that we start. */
  readonly kernels: 'plain' | 'doubled';
  readonly backend: string;
  readonly faces: number;
  readonly megapixels: number;
  /** Width of the middle one of the faces, as the detector sees it. */
  readonly facePixels: number;
  /** Of every run, the same ones once. */
  readonly outcomes: readonly string[];
  readonly runs: number;
  readonly seconds: PhaseSeconds;
  readonly least: PhaseSeconds;
  readonly most: PhaseSeconds;
  readonly gradients: number;
  /** `seconds.total` over the time of as many gradients in PyTorch; null where there is none. */
  readonly ratioToPyTorch: number | null;
  /** The largest of all runs. */
  readonly peakBytes: number;
}

/** A whole command, from its start to its end. */
export interface CommandRow extends Taken {
  readonly command: string;
  readonly runs: number;
  readonly seconds: number;
  readonly least: number;
  readonly most: number;
}

export interface SpeedResults {
  readonly rows: readonly SpeedRow[];
  readonly commands: readonly CommandRow[];
}
