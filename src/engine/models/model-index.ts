/** One weight file: where it lies below models/, where the build takes it from, what it must be. */
export interface ModelFile {
  readonly path: string;
  /** Path in the repository, mostly below node_modules. */
  readonly from: string;
  readonly bytes: number;
  readonly sha256: string;
}

interface EntryBase {
  readonly id: string;
  readonly name: string;
  readonly licence: string;
  readonly source: string;
}

interface NetworkEntryBase extends EntryBase {
  readonly paper: string;
  readonly convertedBy: string;
  /** The graph (.json) and its weights (.bin), in this order. */
  readonly files: readonly ModelFile[];
  readonly input: { readonly node: string; readonly size: number };
  /** Graph nodes in the order that the wrapper expects. */
  readonly outputs: readonly string[];
}

/** The square of the 112-unit ArcFace frame that a recogniser looks at. */
export interface FrameCrop {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** (value * scale - mean) / deviation, per channel in the order of `channels`. */
export interface Normalisation {
  readonly channels: 'rgb' | 'bgr';
  readonly scale: number;
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
}

/** Cosine similarities measured by `npm run bench:calibrate`; see docs/results/calibrate.md. */
export interface Calibration {
  readonly genuineMean: number;
  readonly impostorMean: number;
  /** Match thresholds by false accept rate. 1e-4 is indicative only. */
  readonly thresholds: { readonly '1e-2': number; readonly '1e-3': number; readonly '1e-4': number };
}

export interface RecogniserEntry extends NetworkEntryBase {
  readonly role: 'recogniser';
  /** Length of the embedding. */
  readonly embedding: number;
  readonly crop: FrameCrop;
  readonly normalisation: Normalisation;
  readonly calibration: Calibration;
}

export interface DetectionEntry extends NetworkEntryBase {
  readonly role: 'detector' | 'landmarker';
}

export type NetworkEntry = RecogniserEntry | DetectionEntry;

/** Statistics of embeddings from which decoys are drawn; `npm run bench:decoys`. */
export interface DecoysEntry extends EntryBase {
  readonly role: 'decoys';
  readonly files: readonly [ModelFile];
  /** Whose statistics they are, and of whom they are not. */
  readonly statement: string;
  readonly rank: number;
  /** In the order in which a draw holds them. `weights`: sha256 of the network that they are of. */
  readonly parts: readonly {
    readonly recogniser: string;
    readonly length: number;
    readonly weights: string;
  }[];
}

export type ModelEntry = NetworkEntry | DecoysEntry;

/** models/index.json. */
export interface ModelIndex {
  readonly version: number;
  readonly models: readonly ModelEntry[];
}
