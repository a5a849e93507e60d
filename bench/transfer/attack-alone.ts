import type { CanonicalPatch } from '../../src/engine/align/canonical-patch';
import { placePatch, readPatch } from '../../src/engine/align/canonical-patch';
import { pairAim } from '../../src/engine/attack/aims/pair-aim';
import { attackFace } from '../../src/engine/attack/attack-face';
import type { AttackRecipe } from '../../src/engine/attack/forms/attack-form';
import { pasteDelta } from '../../src/engine/attack/paste-delta';
import type { Pixels } from '../../src/engine/attack/transforms/resample';
import type { EngineModels } from '../../src/engine/models/load-engine-models';
import type { Photo } from '../../src/engine/photo';
import { embedFace } from '../../src/engine/recognise/embed-face';
import type { Recogniser } from '../../src/engine/recognise/recogniser';
import { seededRandom } from '../../src/engine/seeded-random';
import type { CleanFace } from './clean-photo';

/** One way to attack a face. */
export interface Way {
  readonly recipe: AttackRecipe;
  /** How a recogniser gets to see the aligned face. */
  readonly seenBy: (recogniser: Recogniser) => Recogniser;
  /** Most whole levels by which each sample of the patch's region may change. */
  readonly ceiling?: Uint8Array;
  /** Where its likeness to the original is seen from (attack/aims/pair-aim.ts). */
  readonly centreOf?: (recogniser: Recogniser) => Float32Array;
}

/**
 * The person's face alone, on our seams: the same patch, losses, balance of the recognisers and way
 * back into the photo, whatever the steps, the budget and the diversity. It takes all `steps`;
 * nothing is trimmed.
 */
export async function attackAlone(
  photo: Photo,
  { points }: CleanFace,
  models: EngineModels,
  way: (original: Pixels, patch: CanonicalPatch) => Promise<Way>,
  steps: number,
  seed: number,
): Promise<Photo> {
  const patch = placePatch(photo, points);
  const { size } = patch;
  const original: Pixels = { width: size, height: size, data: readPatch(photo, patch) };
  const { recipe, seenBy, ceiling, centreOf } = await way(original, patch);
  const aims = [];
  for (const recogniser of models.recognisers) {
    const clean = await embedFace(photo, points, recogniser);
    const centre = centreOf?.(recogniser);
    aims.push(pairAim(seenBy(recogniser), clean, undefined, { centre }));
  }
  const attack = attackFace(original, recipe, aims, seededRandom(seed));
  try {
    while (attack.steps < steps) {
      await attack.step();
      if (attack.steps % attack.stepsPerAttempt === 0) attack.relax();
    }
    const attacked = { ...photo, data: photo.data.slice() };
    pasteDelta(attacked, photo, patch, attack.read(), ceiling);
    return attacked;
  } finally {
    attack.dispose();
    for (const aim of aims) aim.dispose();
  }
}
