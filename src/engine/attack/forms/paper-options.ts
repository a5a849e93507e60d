import type { FidelityPrice } from '../losses/fidelity';
import type { Schedule } from '../schedule/attempts';

/** The six settings of the paper's ablation; L1+L2+G is the paper's own method. */
export type PaperTerms = 'L1' | 'L1_ori' | 'L2' | 'L2_ori' | 'L1+L2' | 'L1+L2+G';

/** What the paper leaves open or varies. */
export interface PaperOptions {
  readonly terms: PaperTerms;
  /** Threshold of G: |g(J)| as printed, or |K| * J (G', ours). */
  readonly gradientThreshold: 'literal' | 'reachable';
  readonly fidelityPrice: FidelityPrice;
  readonly schedule: Schedule;
  /**
   * The paper says gradient descent. `length`: steps of one length along the gradient; `adam`:
   * Adam's, which move every sample by about as much (docs/decisions/0018).
   */
  readonly steps: 'length' | 'adam';
}

/** The paper's method, with attempts that go on from the last image. */
export const PAPER_OPTIONS: PaperOptions = {
  terms: 'L1+L2+G',
  gradientThreshold: 'literal',
  fidelityPrice: 'squared',
  schedule: 'warm',
  steps: 'length',
};
