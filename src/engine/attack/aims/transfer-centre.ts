import type { DecoyStatistics } from '../../decoy/decoy-statistics';
import { meanEmbedding } from '../../decoy/decoy-statistics';

/** Half of the mean carried over better than nothing and than all of it (docs/decisions/0041). */
const SHARE = 0.5;

/**
 * Where the likeness to the original is seen from when it is to fall for other recognisers too, [d]:
 * `share` of the mean embedding of faces by the recogniser of this id. Throws EngineError
 * 'bad-model' when the statistics know nothing of it.
 */
export function transferCentre(
  statistics: DecoyStatistics,
  recogniser: string,
  share = SHARE,
): Float32Array {
  return meanEmbedding(statistics, recogniser).map((value) => share * value);
}
