import { boxInPatch } from '../../src/engine/align/box-in-patch';
import { transferCentre } from '../../src/engine/attack/aims/transfer-centre';
import type { EngineModels } from '../../src/engine/models/load-engine-models';
import type { Photo } from '../../src/engine/photo';
import { seededRandom } from '../../src/engine/seeded-random';
import { attackAlone } from './attack-alone';
import type { CleanFace } from './clean-photo';
import { jndOfPatch } from './jnd-of-patch';
import { leverRecipe } from './lever-recipe';
import type { LeverSetting } from './lever-settings';
import { disturbed } from './lever-view';

/** The strength at which levers are compared: the whole JND. */
const K = 1;

/** The person's face inside K * J, by the product's form with one lever moved. */
export function attackByLever(
  photo: Photo,
  face: CleanFace,
  models: EngineModels,
  lever: LeverSetting,
  seed: number,
): Promise<Photo> {
  const random = seededRandom(seed ^ 0x4c455645);
  return attackAlone(
    photo,
    face,
    models,
    async (original, patch) => {
      const jnd = await jndOfPatch(photo, patch, lever.jnd);
      const fidelity = { face: boxInPatch(face.box, patch), leastPsnr: lever.leastPsnr };
      const { reserve = 0 } = lever;
      const input = {
        original,
        jnd: jnd.inPatch,
        k: K,
        reserve,
        mode: 'nontargeted',
        fidelity,
      } as const;
      return {
        recipe: leverRecipe(input, lever),
        seenBy: (recogniser) => disturbed(recogniser, lever, random),
        centreOf: ({ id }) => transferCentre(models.decoys, id, lever.centre),
        ceiling: jnd.ceilings(K, reserve),
      };
    },
    lever.gradients,
    seed,
  );
}
