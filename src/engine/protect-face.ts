import { findAgainIn } from './align/find-again';
import { boxInPatch } from './align/box-in-patch';
import type { CanonicalPatch } from './align/canonical-patch';
import { placePatch, readPatch } from './align/canonical-patch';
import { mapInPatch } from './align/map-in-patch';
import { pairAim } from './attack/aims/pair-aim';
import { transferCentre } from './attack/aims/transfer-centre';
import type { FaceAttack } from './attack/attack-face';
import { attackFace } from './attack/attack-face';
import { ceilingLevels, ENCODER_RESERVE } from './attack/budgets/ceiling';
import type { AttackRecipe, FormInput } from './attack/forms/attack-form';
import { paperForm } from './attack/forms/paper-form';
import { productForm } from './attack/forms/product-form';
import { transferForm } from './attack/forms/transfer-form';
import type { WeightedDecoy } from './attack/losses/pair-term';
import { pasteDelta } from './attack/paste-delta';
import type { Pixels } from './attack/transforms/resample';
import type { ReferenceFace } from './criterion/measure-faces';
import { decoyOfPhoto } from './decoy/draw-decoy';
import { jndModelOf } from './jnd/jnd-models';
import { jndAtScale, levelsOf } from './jnd/jnd-at-scale';
import { thresholdLevel } from './jnd/threshold-levels';
import type { EngineModels } from './models/load-engine-models';
import type { Box, Photo } from './photo';
import type { ProtectHost, ProtectOptions } from './protect-types';
import type { EmbedFaces } from './recognise/embed-face';
import { seededRandom } from './seeded-random';

/** Everything that belongs to one face while its photo is being protected. */
export interface FaceWork {
  readonly reference: ReferenceFace;
  readonly patch: CanonicalPatch;
  /** J in the photo, in whole levels, three to a pixel of a part of the patch's region. */
  readonly thresholdsIn: (part: Box) => Uint8Array;
  readonly attack: FaceAttack;
  /**
   * Adds `share` (0 to 1) of the face's perturbation to `photo`, within the form's ceiling around
   * `original`.
   */
  paste(photo: Photo, original: Photo, share: number): void;
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
  const jnd = await jndAtScale(photo, patch.region, jndModelOf(options), () => host.checkpoint());
  const { size } = patch;
  const original: Pixels = { width: size, height: size, data: readPatch(photo, patch) };
  const jndInPatch = mapInPatch(jnd.map, patch, jnd.pixelSize);
  const ceiling =
    options.form === 'product'
      ? levelsOf(jnd, patch.region, (one) => ceilingLevels(one, k, reserve))
      : undefined;
  const { elsewhere } = models;
  const aims = models.recognisers.map((recogniser, i) =>
    pairAim(
      recogniser,
      reference.embeddings[i] ?? new Float32Array(),
      options.target?.get(recogniser.id),
      {
        pull: options.form === 'paper' ? 'approach' : 'exchange',
        centre: centres[i],
        decoy: weighted(decoy?.get(recogniser.id), decoyWeight),
        ask: elsewhere && ((question) => elsewhere.gradient(recogniser.id, question)),
      },
    ),
  );
  const inBox = boxInPatch(reference.face.box, patch);
  const fidelity = leastPsnr === undefined ? {} : { fidelity: { face: inBox, leastPsnr } };
  const input = { original, jnd: jndInPatch, k, reserve, mode, transferSteps, l2, ...fidelity };
  const recipe = recipeOf(input, options);
  const random = seededRandom(seed);
  const findAgain =
    options.form === 'product' ? findAgainIn(patch, reference.face, models.landmarker) : undefined;
  const embed: EmbedFaces | undefined =
    elsewhere && (({ id }, faces) => elsewhere.embed(id, faces));
  const attack = attackFace(original, recipe, aims, random, { findAgain, embed });
  return {
    reference,
    patch,
    thresholdsIn: (part) => levelsOf(jnd, patch.region, thresholdLevel, part),
    attack,
    paste: (target, clean, share) => {
      const delta = attack.read().map((value) => share * value);
      pasteDelta(target, clean, patch, delta, ceiling);
    },
    dispose: () => {
      attack.dispose();
      for (const aim of aims) aim.dispose();
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
