import { decoyOfPhoto, drawDecoy, seededRandom } from '../../engine';
import type { Target } from '../../engine';
import { UnnoticedError } from '../../shared/errors';
import type { Towards } from '../worker-protocol';
import type { Session } from './session';

/**
 * The embeddings that a job goes to. Rejects with `target-missing` when there is nothing to go to,
 * or only what another version of a recogniser saw in the chosen face.
 */
export async function resolveTarget(
  towards: Towards | undefined,
  jobSeed: number,
  session: Pick<Session, 'models' | 'weights'>,
): Promise<Target> {
  switch (towards?.kind) {
    case undefined:
      throw new UnnoticedError('target-missing', 'A targeted job without a target');
    case 'new-decoy':
      return decoyOfPhoto((await session.models()).decoys, jobSeed);
    case 'fixed-decoy':
      return drawDecoy((await session.models()).decoys, seededRandom(towards.seed));
    case 'photo': {
      const { embeddings, weights } = towards.face;
      for (const [recogniser, now] of await session.weights()) {
        if (weights.get(recogniser) === now && embeddings.has(recogniser)) continue;
        throw new UnnoticedError(
          'target-missing',
          `The face is not known to ${recogniser} as it is`,
        );
      }
      return embeddings;
    }
  }
}
