import * as tf from '@tensorflow/tfjs-core';
import { findAgainIn } from './align/find-again';
import { boxInPatch } from './align/box-in-patch';
import type { CanonicalPatch } from './align/canonical-patch';
import { placePatch, readPatch } from './align/canonical-patch';
import { mapInPatch } from './align/map-in-patch';
import { pairAim } from './attack/aims/pair-aim';
import { transferCentre } from './attack/aims/transfer-centre';
import type { FaceAttack } from './attack/attack-face';
import { attackFace } from './attack/attack-face';
import { ceilingsOf, ENCODER_RESERVE } from './attack/budgets/ceiling';
import type { AttackRecipe, FormInput } from './attack/forms/attack-form';
import { paperForm } from './attack/forms/paper-form';
import { productForm } from './attack/forms/product-form';
import { transferForm } from './attack/forms/transfer-form';
import type { WeightedDecoy } from './attack/losses/pair-term';
import { pasteDelta } from './attack/paste-delta';
import type { ReferenceFace } from './criterion/measure-faces';
import { decoyOfPhoto } from './decoy/draw-decoy';
import { jndModelOf } from './jnd/jnd-models';
import { jndOfRegion } from './jnd/jnd-of-region';
import { thresholdLevels } from './jnd/threshold-levels';
import type { EngineModels } from './models/load-engine-models';
import type { Photo } from './photo';
import type { ProtectHost, ProtectOptions } from './protect-types';
import { releasePixels } from './release-pixels';
import { seededRandom } from './seeded-random';

/** Everything that belongs to one face while its photo is being protected. */
export interface FaceWork {
  readonly reference: ReferenceFace;
  readonly patch: CanonicalPatch;
  /** J of the patch's region in the photo, in whole levels. */
  readonly thresholds: Uint8Array;
  readonly attack: FaceAttack;
  /**
   * Adds `share` (0 to 1) of the face's perturbation to `photo`, within the form's ceiling around
   * `original`.
   */
  paste(photo: Photo, original: Photo, share: number): Promise<void>;
  dispose(): void;
}

/** Prepares the attack on one face. The caller disposes the result. */
export async function startFace(
  photo: Photo,
  reference: ReferenceFace,
  index: number,
  models: EngineModels,
  options: ProtectOptions,
  host: Pick<ProtectHost, 'checkpoint'>,
): Promise<FaceWork> {
  const {
    k,
    mode,
    leastPsnr,
    transferSteps = 0,
    decoyWeight = 0,
    reserve = ENCODER_RESERVE,
    l2,
  } = options;
  const centres =
    transferSteps > 0 ? models.recognisers.map(({ id }) => transferCentre(models.decoys, id)) : [];
  // Golden-ratio steps: seeds of neighbouring faces share no stream, and no decoy.
  const seed = (options.seed + Math.imul(index + 1, 0x9e3779b9)) >>> 0;
  const decoy = decoyWeight > 0 ? decoyOfPhoto(models.decoys, seed) : undefined;
  const patch = placePatch(photo, reference.face.points);
  const jnd = await jndOfRegion(photo, patch.region, jndModelOf(options), () => host.checkpoint());
  const { size } = patch;
  const shape: [number, number, number] = [size, size, 3];
  const original = tf.tensor3d(readPatch(photo, patch), shape);
  const jndInPatch = tf.tensor3d(mapInPatch(jnd, patch), shape);
  const thresholds = thresholdLevels(jnd.data);
  const ceiling = options.form === 'product' ? ceilingsOf(jnd.data, k, reserve) : undefined;
  releasePixels(jnd);
  const aims = models.recognisers.map((recogniser, i) =>
    pairAim(
      recogniser,
      reference.embeddings[i] ?? new Float32Array(),
      options.target?.get(recogniser.id),
      {
        pull: options.form === 'paper' ? 'approach' : 'exchange',
        centre: centres[i],
        decoy: weighted(decoy?.get(recogniser.id), decoyWeight),
        ask: models.elsewhere?.get(recogniser.id),
      },
    ),
  );
  const inBox = tf.tensor3d(boxInPatch(reference.face.box, patch), [size, size, 1]);
  const fidelity = leastPsnr === undefined ? {} : { fidelity: { face: inBox, leastPsnr } };
  const input = { original, jnd: jndInPatch, k, reserve, mode, transferSteps, l2, ...fidelity };
  const recipe = recipeOf(input, options);
  const random = seededRandom(seed);
  const findAgain =
    options.form === 'product' ? findAgainIn(patch, reference.face, models.landmarker) : undefined;
  const attack = attackFace(original, recipe, aims, random, findAgain);
  return {
    reference,
    patch,
    thresholds,
    attack,
    paste: async (target, clean, share) => {
      const delta = (await attack.read()).map((value) => share * value);
      pasteDelta(target, clean, patch, delta, ceiling);
    },
    dispose: () => {
      attack.dispose();
      for (const aim of aims) aim.dispose();
      tf.dispose([original, jndInPatch, inBox]);
    },
  };
}

function weighted(embedding: Float32Array | undefined, weight: number): WeightedDecoy | undefined {
  return embedding && { embedding, weight };
}

function recipeOf(input: FormInput, options: ProtectOptions): AttackRecipe {
  if (options.form === 'paper') return paperForm(input, options.paper);
  return (options.transferSteps ?? 0) > 0 ? transferForm(input) : productForm(input);
}
