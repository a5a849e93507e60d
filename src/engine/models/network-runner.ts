import { answerPairQuestion } from '../attack/pair-question';
import type { AdversarialGradient } from '../attack/adversarial-gradient';
import type { PairQuestion } from '../attack/pair-question';
import { EngineError } from '../engine-error';
import type { RawFace } from '../detect/blazeface';
import { runBlazeface } from '../detect/blazeface';
import { embedHere } from '../recognise/embed-face';
import type { Recogniser } from '../recognise/recogniser';
import type { EngineModels } from './load-engine-models';

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

/** Runs them on the backend of this thread. Rejects with EngineError as the networks do. */
export function runHere({
  recognisers,
  detector,
}: Pick<EngineModels, 'recognisers' | 'detector'>): NetworkRunner {
  const called = (id: string): Recogniser => {
    const found = recognisers.find((one) => one.id === id);
    if (!found) throw new EngineError('bad-model', `No recogniser ${id}`);
    return found;
  };
  return {
    gradient: async (id, question) => answerPairQuestion(called(id), question),
    embed: async (id, faces) => embedHere(called(id), faces),
    detect: (tile, minimumScore) => runBlazeface(detector, tile, minimumScore),
  };
}

/** Other workers where there are some, else this thread. */
export function runnerOf(models: EngineModels): NetworkRunner {
  return models.elsewhere ?? runHere(models);
}
