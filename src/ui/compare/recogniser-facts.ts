import { browser } from '../../shared/browser';
import type { RecogniserFacts } from './recogniser-scale';

/** The part of models/index.json that is read here; the build checks that it is there. */
interface ModelIndex {
  readonly models: readonly (
    | {
        readonly role: 'recogniser';
        readonly id: string;
        readonly name: string;
        readonly calibration: Calibration;
      }
    | { readonly role: 'detector' | 'landmarker' | 'decoys' }
  )[];
}

interface Calibration {
  readonly impostorMean: number;
  readonly genuineMean: number;
  /** By false accept rate. The report's limit is set from the most lenient. */
  readonly thresholds: { readonly '1e-2': number };
}

/** Every recogniser of the extension by its id. */
export async function readRecogniserFacts(): Promise<ReadonlyMap<string, RecogniserFacts>> {
  const response = await fetch(browser.runtime.getURL('models/index.json'));
  const { models } = (await response.json()) as ModelIndex;
  return new Map(
    models.flatMap((model) => {
      if (model.role !== 'recogniser') return [];
      const { id, name, calibration } = model;
      const { impostorMean, genuineMean, thresholds } = calibration;
      return [[id, { name, impostorMean, genuineMean, matchThreshold: thresholds['1e-2'] }]];
    }),
  );
}
