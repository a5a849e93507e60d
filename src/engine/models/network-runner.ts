import type { AdversarialGradient } from '../attack/adversarial-gradient';
import type { PairQuestion } from '../attack/pair-question';
import type { RawFace } from '../detect/blazeface';

/**
 * Runs networks for whoever asks with data and wants data back, so that another worker can do it with
 * the same arithmetic. Recognisers are named by their id.
 */
export interface NetworkRunner {
  /** E over a pair and its gradient (attack/pair-question.ts). */
  gradient(recogniser: string, question: PairQuestion): Promise<AdversarialGradient>;
  /** Embeddings of aligned faces (recognise/embed-face.ts). */
  embed(recogniser: string, faces: readonly Float32Array[]): Promise<Float32Array[]>;
  /** What the detector sees in a tile (detect/blazeface.ts). */
  detect(tile: Float32Array, minimumScore: number): Promise<RawFace[]>;
}

/** Several workers that run networks. */
export interface NetworkWorkers extends NetworkRunner {
  /** How many there are. */
  readonly workers: number;
}
