import * as tf from '@tensorflow/tfjs-core';
import type { Tensor4D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { cropToFrame, frameToPhoto } from '../../../src/engine/align/align-face';
import type { CanonicalPatch } from '../../../src/engine/align/canonical-patch';
import { PATCH_FRAME, placePatch, readPatch } from '../../../src/engine/align/canonical-patch';
import type { Aim } from '../../../src/engine/attack/aims/aim';
import { galleryAim } from '../../../src/engine/attack/aims/gallery-aim';
import { pairAim } from '../../../src/engine/attack/aims/pair-aim';
import { BIM, bim } from '../../../src/engine/attack/anchors/bim';
import { DI2_FGSM, di2Fgsm } from '../../../src/engine/attack/anchors/di2-fgsm';
import { jndMga } from '../../../src/engine/attack/anchors/jnd-mga';
import { mDi2Fgsm } from '../../../src/engine/attack/anchors/m-di2-fgsm';
import { MI_FGSM, miFgsm } from '../../../src/engine/attack/anchors/mi-fgsm';
import { mnd } from '../../../src/engine/attack/anchors/mnd';
import { PGD, pgd } from '../../../src/engine/attack/anchors/pgd';
import type { FaceAttack } from '../../../src/engine/attack/attack-face';
import { attackFace } from '../../../src/engine/attack/attack-face';
import type { AttackRecipe, FormInput } from '../../../src/engine/attack/forms/attack-form';
import { paperForm } from '../../../src/engine/attack/forms/paper-form';
import type { PaperOptions, PaperTerms } from '../../../src/engine/attack/forms/paper-options';
import { productForm } from '../../../src/engine/attack/forms/product-form';
import { runAttack } from '../../../src/engine/attack/run-attack';
import { NO_AUGMENTATION, viewPatch } from '../../../src/engine/attack/transforms/augmentation';
import type { Pixels } from '../../../src/engine/attack/transforms/resample';
import { tensorOf } from '../../../src/engine/attack/transforms/resample';
import { detectFaces } from '../../../src/engine/detect/detect-faces';
import { sampleMap } from '../../../src/engine/geometry/float-map';
import { composeSimilarity, invertSimilarity } from '../../../src/engine/geometry/similarity';
import { chouLi } from '../../../src/engine/jnd/chou-li';
import { jndOfRegion } from '../../../src/engine/jnd/jnd-of-region';
import type { EngineModels } from '../../../src/engine/models/load-engine-models';
import type { AttackMode } from '../../../src/engine/protect-types';
import { cosineSimilarity } from '../../../src/engine/recognise/cosine-similarity';
import { embedFace } from '../../../src/engine/recognise/embed-face';
import type { Recogniser } from '../../../src/engine/recognise/recogniser';
import { seededRandom } from '../../../src/engine/seeded-random';
import { readSamplePhoto } from '../../support/engine-photos';
import { loadShippedModels } from '../../support/engine-wasm';

/** A real face in the smallest patch, the shipped recogniser, the shipped backend. */
const SIDE = 128;
const SHAPE: [number, number, number] = [SIDE, SIDE, 3];
const STEPS = 4;

let models: EngineModels;
let recogniser: Recogniser;
let original: Pixels;
let jnd: Float32Array;
let clean: Float32Array;
let target: Float32Array;

beforeAll(async () => {
  models = await loadShippedModels();
  const [first] = models.recognisers;
  if (!first) throw new Error('No recogniser');
  recogniser = first;
  const photo = await readSamplePhoto('sample3.jpg');
  const [face] = await detectFaces(photo, models);
  if (!face) throw new Error('A face expected');
  const toPhoto = composeSimilarity(frameToPhoto(face.points), cropToFrame(PATCH_FRAME, SIDE));
  const fromPhoto = invertSimilarity(toPhoto);
  const large = placePatch(photo, face.points);
  const patch: CanonicalPatch = { ...large, size: SIDE, toPhoto, fromPhoto };
  original = { width: SIDE, height: SIDE, data: readPatch(photo, patch) };
  const map = await jndOfRegion(photo, patch.region, chouLi);
  const [left, top] = patch.region;
  const toRegion = { ...toPhoto, tx: toPhoto.tx - left, ty: toPhoto.ty - top };
  jnd = sampleMap(map, toRegion, SIDE, SIDE, 'edge').data;
  clean = embedPatch(original.data);
  const other = await readSamplePhoto('sample1.jpg');
  const [, , stranger] = await detectFaces(other, models);
  if (!stranger) throw new Error('A stranger expected');
  target = await embedFace(other, stranger.points, recogniser);
}, 60_000);

function embedPatch(data: Float32Array): Float32Array {
  return tf.tidy(() => {
    const { crop, inputSize } = recogniser;
    const { pixels } = viewPatch({ ...original, data }, crop, inputSize, NO_AUGMENTATION);
    const faces: Tensor4D = tf.expandDims(tensorOf(pixels), 0);
    return recogniser.embed(faces).dataSync<'float32'>().slice();
  });
}

/** original + delta as a file would hold it. */
function inWholeLevels(delta: Float32Array): Uint8Array {
  const pixels = original.data;
  return Uint8Array.from(delta, (value, i) =>
    Math.min(255, Math.max(0, Math.round((pixels[i]! + value) * 255))),
  );
}

interface Case {
  readonly name: string;
  readonly recipe: (input: FormInput) => AttackRecipe;
  readonly mode?: AttackMode;
  readonly gallery?: true;
  /** Most that a sample may change, in [0, 1] units, given J there. */
  readonly most: (j: number) => number;
  /** What is left of the loss at most, where any large step lowers it: the wrong way leaves 0.95. */
  readonly falls?: number;
  /** By how much the float image may leave [0, 1]: only where that is priced, not forbidden. */
  readonly outside?: number;
}

const anyChange = (): number => 1;
const paperCase = (
  terms: PaperTerms,
  mode: AttackMode,
  options: Partial<PaperOptions> = {},
): Case => ({
  name: ['paper', terms, mode, ...Object.values(options)].join(' '),
  recipe: (input) => paperForm(input, { terms, ...options }),
  mode,
  most: anyChange,
});

const signCase = (name: string, make: typeof bim, epsilon: number): Case => ({
  name,
  recipe: (input) => make(input.original),
  most: () => epsilon,
  falls: 0.7,
});

const CASES: readonly Case[] = [
  { name: 'product', recipe: productForm, most: (j) => j },
  { name: 'product targeted', recipe: productForm, mode: 'targeted', most: (j) => j },
  ...(['L1', 'L1_ori', 'L2', 'L2_ori', 'L1+L2', 'L1+L2+G'] as const).map((terms) =>
    paperCase(terms, 'nontargeted'),
  ),
  paperCase('L1+L2', 'nontargeted', { fidelityPrice: 'once' }),
  paperCase('L1+L2+G', 'nontargeted', { gradientThreshold: 'reachable' }),
  paperCase('L1+L2+G', 'nontargeted', { schedule: 'restart' }),
  paperCase('L1+L2+G', 'targeted'),
  paperCase('L1+L2+G', 'targeted', { gradientThreshold: 'reachable' }),
  { ...paperCase('L1+L2', 'nontargeted'), name: 'paper in a gallery', gallery: true },
  { ...paperCase('L1+L2', 'targeted'), name: 'paper in a gallery, targeted', gallery: true },
  signCase('BIM', bim, BIM.epsilon),
  signCase('PGD', pgd, PGD.epsilon),
  signCase('MI-FGSM', miFgsm, MI_FGSM.epsilon),
  signCase('DI2-FGSM', di2Fgsm, DI2_FGSM.epsilon),
  signCase('M-DI2-FGSM', mDi2Fgsm, DI2_FGSM.epsilon),
  { ...signCase('BIM targeted', bim, BIM.epsilon), mode: 'targeted' },
  {
    name: 'JND-MGA',
    recipe: ({ original: x }) => jndMga(x),
    most: anyChange,
    outside: 1 / 255,
  },
  { name: 'MND', recipe: ({ original: x }) => mnd(x), most: anyChange },
];

interface Scene {
  readonly aim: Aim;
  readonly recipe: AttackRecipe;
  readonly attack: FaceAttack;
  dispose(): void;
}

function startScene(one: Case, seed = 1): Scene {
  const mode = one.mode ?? 'nontargeted';
  const aim = one.gallery
    ? galleryAim(recogniser, [clean, target], mode, mode === 'targeted' ? 1 : 0)
    : pairAim(recogniser, clean, mode === 'targeted' ? target : undefined);
  const recipe = one.recipe({ original, jnd, k: 1, mode });
  const attack = attackFace(original, recipe, [aim], seededRandom(seed));
  return {
    aim,
    recipe,
    attack,
    dispose: () => {
      attack.dispose();
      aim.dispose();
    },
  };
}

/** alpha * E + L_per of a perturbation, seen plainly. */
function lossOf({ aim, recipe }: Scene, delta: Float32Array): number {
  return tf.tidy(() => {
    const change = tf.tensor3d(delta, SHAPE);
    const changed = original.data.map((value, i) => value + delta[i]!);
    const embedding = tf.tensor2d(embedPatch(changed), [1, clean.length]);
    const price = recipe.price?.(change).dataSync()[0] ?? 0;
    return (aim.term(embedding).dataSync()[0] ?? NaN) + price;
  });
}

async function deltaAfter(one: Case, steps: number, seed: number): Promise<Float32Array> {
  const scene = startScene(one, seed);
  for (let i = 0; i < steps; i++) await scene.attack.step();
  const delta = scene.attack.read();
  scene.dispose();
  return delta;
}

test('the scene is fair: the stranger is another, the face is itself', () => {
  expect(cosineSimilarity(clean, target)).toBeLessThan(0.5);
  expect(cosineSimilarity(clean, clean)).toBeCloseTo(1, 6);
});

describe.each(CASES.map((one) => [one.name, one] as const))('%s', (_, one) => {
  test('lowers its loss inside its budget and the range, the same way for the same seed', async () => {
    const before = tf.memory().numTensors;
    const scene = startScene(one);
    const start = scene.attack.read();
    for (let i = 0; i < 2; i++) await scene.attack.step();
    const early = scene.attack.read();
    for (let i = 2; i < STEPS; i++) await scene.attack.step();
    const delta = scene.attack.read();

    expect(lossOf(scene, delta)).toBeLessThan((one.falls ?? 1) * lossOf(scene, start));
    const pixels = original.data;
    const over = delta.map((value, i) => Math.abs(value) - one.most(jnd[i]!));
    expect(Math.max(...over)).toBeLessThan(1e-6);
    const changed = delta.map((value, i) => pixels[i]! + value);
    expect(Math.min(...changed)).toBeGreaterThan(-1e-6 - (one.outside ?? 0));
    expect(Math.max(...changed)).toBeLessThan(1 + 1e-6 + (one.outside ?? 0));

    // What it says of success is what the image in whole levels gives.
    const levels = inWholeLevels(delta);
    const embedding = embedPatch(Float32Array.from(levels, (level) => level / 255));
    for (const slack of slackAround(scene.aim, embedding)) {
      expect(await scene.attack.isReached(slack)).toBe(scene.aim.criterion(embedding, slack));
    }
    scene.dispose();
    expect(tf.memory().numTensors).toBe(before);

    expect(await deltaAfter(one, 2, 1)).toEqual(early);
    expect(tf.memory().numTensors).toBe(before);
  }, 60_000);

  test('ends within a step when it is cancelled, and leaves nothing', async () => {
    const before = tf.memory().numTensors;
    const scene = startScene(one);
    const cancelled = new Error('cancelled');
    const run = runAttack(scene.attack, {
      maxSteps: 50,
      // Never enough: what ends it is the cancel.
      slack: 5,
      afterStep: (steps) => (steps < 2 ? Promise.resolve() : Promise.reject(cancelled)),
    });
    await expect(run).rejects.toBe(cancelled);
    expect(scene.attack.steps).toBe(2);
    scene.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

/** The slack at which the answer turns, found by bisection, and one on each side of it. */
function slackAround(aim: Aim, embedding: Float32Array): readonly [number, number] {
  let [low, high] = [-3, 3];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (aim.criterion(embedding, middle)) low = middle;
    else high = middle;
  }
  return [low - 1e-4, high + 1e-4];
}

test('another seed gives another perturbation', async () => {
  const one = CASES[0]!;
  expect(await deltaAfter(one, 1, 2)).not.toEqual(await deltaAfter(one, 1, 1));
});

test.each(['product', 'BIM', 'paper L1 nontargeted'])(
  '%s runs until the patch in whole levels is below the limit, and no further',
  async (name) => {
    const one = CASES.find((candidate) => candidate.name === name);
    if (!one) throw new Error(`No case ${name}`);
    const scene = startScene(one);
    const run = { maxSteps: 160, slack: 0, afterStep: () => Promise.resolve() };
    expect(await runAttack(scene.attack, run)).toBe(true);
    const levels = inWholeLevels(scene.attack.read());
    const image = Float32Array.from(levels, (level) => level / 255);
    expect(scene.aim.criterion(embedPatch(image), 0)).toBe(true);
    expect(scene.attack.steps).toBeLessThan(160);
    scene.dispose();
  },
  120_000,
);

test('an attack that may take no more steps says so', async () => {
  const scene = startScene(CASES[0]!);
  const run = { maxSteps: 1, slack: 0, afterStep: () => Promise.resolve() };
  expect(await runAttack(scene.attack, run)).toBe(false);
  expect(scene.attack.steps).toBe(1);
  scene.dispose();
});
