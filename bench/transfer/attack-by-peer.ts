import { ceilingInPatch } from '../../src/engine/attack/budgets/ceiling';
import { productBudget } from '../../src/engine/attack/budgets/product-budget';
import type { EngineModels } from '../../src/engine/models/load-engine-models';
import type { Photo } from '../../src/engine/photo';
import { attackAlone } from './attack-alone';
import type { CleanFace } from './clean-photo';
import { jndOfPatch } from './jnd-of-patch';
import { peerOf } from './peers';
import type { PeerSetting } from './settings';

/** All of J, no level in reserve: what the strongest strength may use. */
const [K, RESERVE] = [1, 0];

/** The person's face by a peer's method, with the peer's steps, budget and diversity. */
export function attackByPeer(
  photo: Photo,
  face: CleanFace,
  models: EngineModels,
  peer: PeerSetting,
  seed: number,
): Promise<Photo> {
  return attackAlone(
    photo,
    face,
    models,
    async (original, patch) => {
      const way = peerOf(peer, original, seed);
      if (peer.insideJnd !== true) return way;
      const jnd = await jndOfPatch(photo, patch);
      const ceiling = ceilingInPatch(jnd.inPatch, K, RESERVE);
      const own = way.recipe.budget;
      const inside = productBudget(original, ceiling);
      return {
        ...way,
        recipe: {
          ...way.recipe,
          budget: {
            project: (delta) => {
              own.project(delta);
              inside.project(delta);
            },
          },
        },
        ceiling: jnd.ceilings(K, RESERVE),
      };
    },
    peer.steps,
    seed,
  );
}
