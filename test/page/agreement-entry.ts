/** Computes the same things on wasm and on WebGL and says how far apart they are. */
import * as tf from '@tensorflow/tfjs-core';
import { placePatch, readPatch } from '../../src/engine/align/canonical-patch';
import type { Augmentation } from '../../src/engine/attack/transforms/augmentation';
import { viewPatch } from '../../src/engine/attack/transforms/augmentation';
import { tensorOf } from '../../src/engine/attack/transforms/resample';
import { pairSimilarity } from '../../src/engine/attack/losses/pair-similarity';
import { boxOverlap } from '../../src/engine/detect/box-overlap';
import type { DetectedFace } from '../../src/engine/detect/detect-faces';
import { detectFaces } from '../../src/engine/detect/detect-faces';
import type { JndName } from '../../src/engine/jnd/jnd-model';
import { JND_MODELS } from '../../src/engine/jnd/jnd-models';
import { jndOfRegion } from '../../src/engine/jnd/jnd-of-region';
import { cosineSimilarity } from '../../src/engine/recognise/cosine-similarity';
import { embedFace } from '../../src/engine/recognise/embed-face';
import type { Box, Photo } from '../../src/engine/photo';
import { seededRandom } from '../../src/engine/seeded-random';
import type { Backend } from '../../src/shared/report';
import { crop, modelsOn, readSample } from '../support/page-engine';

/** One face and its surroundings. */
const ONE_FACE: Box = [352, 384, 384, 320];

/** Per face of the photo, as wasm finds them: cosine between its embeddings on both backends. */
export async function embeddingCosines(name: 'sample1' | 'sample6'): Promise<number[]> {
  const photo = await readSample(name);
  const faces = await detectFaces(photo, await modelsOn('wasm'));
  const onWasm = await embeddings(photo, faces, 'wasm');
  const onWebgl = await embeddings(photo, faces, 'webgl');
  return onWasm.map((embedding, i) => cosineSimilarity(embedding, onWebgl[i] ?? []));
}

async function embeddings(
  photo: Photo,
  faces: readonly DetectedFace[],
  backend: Backend,
): Promise<Float32Array[]> {
  const { recognisers } = await modelsOn(backend);
  const found: Float32Array[] = [];
  for (const { points } of faces) {
    for (const recogniser of recognisers) found.push(await embedFace(photo, points, recogniser));
  }
  return found;
}

export interface DetectionAgreement {
  readonly onWasm: number;
  readonly onWebgl: number;
  /** Per face, in order: intersection over union of its boxes. */
  readonly overlaps: number[];
  /** Largest distance between two positions of one landmark, photo pixels. */
  readonly landmarkShift: number;
}

export async function detection(region: Box): Promise<DetectionAgreement> {
  const photo = crop(await readSample('sample1'), region);
  const wasm = await detectFaces(photo, await modelsOn('wasm'));
  const webgl = await detectFaces(photo, await modelsOn('webgl'));
  const shifts = wasm.flatMap(({ points }, i) =>
    points.map(([x, y], p) => {
      const other = webgl[i]?.points[p];
      return other ? Math.hypot(x - other[0], y - other[1]) : Infinity;
    }),
  );
  return {
    onWasm: wasm.length,
    onWebgl: webgl.length,
    overlaps: wasm.map(({ box }, i) => boxOverlap(box, webgl[i]?.box ?? [0, 0, 0, 0])),
    landmarkShift: Math.max(...shifts),
  };
}

export interface JndAgreement {
  readonly samples: number;
  /** Grey levels of 255. */
  readonly largestDifference: number;
  readonly largestThreshold: number;
  /** Share of samples whose thresholds are more than 0.01 levels apart. */
  readonly apart: number;
  /** Share of samples whose ceiling in whole levels is not the same. */
  readonly otherCeiling: number;
}

export async function jnd(name: JndName): Promise<JndAgreement> {
  const photo = await readSample('sample1');
  await modelsOn('wasm');
  const wasm = (await jndOfRegion(photo, ONE_FACE, JND_MODELS[name])).data;
  await modelsOn('webgl');
  const webgl = (await jndOfRegion(photo, ONE_FACE, JND_MODELS[name])).data;
  let largestDifference = 0;
  let apart = 0;
  let largestThreshold = 0;
  let others = 0;
  for (const [i, threshold] of wasm.entries()) {
    const other = webgl[i] ?? NaN;
    largestDifference = Math.max(largestDifference, Math.abs(threshold - other) * 255);
    largestThreshold = Math.max(largestThreshold, threshold * 255);
    if (Math.abs(threshold - other) * 255 > 0.01) apart += 1;
    if (Math.floor(threshold * 255) !== Math.floor(other * 255)) others += 1;
  }
  return {
    samples: wasm.length,
    largestDifference,
    largestThreshold,
    apart: apart / wasm.length,
    otherCeiling: others / wasm.length,
  };
}

export interface GradientAgreement {
  /** Cosine between the two gradients, all samples of the patch as one vector. */
  readonly cosine: number;
  /** L2 norm of the WebGL gradient over that of the wasm gradient. */
  readonly ratio: number;
  readonly similarities: readonly [wasm: number, webgl: number];
  /** L2 norm of the wasm gradient. */
  readonly norm: number;
}

/** d(similarity to the clean face) / d(patch) of a noisy patch, seen through `augmentation`. */
export async function gradient(augmentation: Augmentation): Promise<GradientAgreement> {
  const photo = crop(await readSample('sample1'), ONE_FACE);
  const [face] = await detectFaces(photo, await modelsOn('wasm'));
  if (face === undefined) throw new Error('There is no face in the crop');
  const wasm = await gradientOn('wasm', photo, face, augmentation);
  const webgl = await gradientOn('webgl', photo, face, augmentation);
  const norm = Math.hypot(...chunkNorms(wasm.gradient));
  return {
    cosine: cosineSimilarity(wasm.gradient, webgl.gradient),
    ratio: Math.hypot(...chunkNorms(webgl.gradient)) / norm,
    similarities: [wasm.similarity, webgl.similarity],
    norm,
  };
}

async function gradientOn(
  backend: Backend,
  photo: Photo,
  face: DetectedFace,
  augmentation: Augmentation,
): Promise<{ readonly gradient: Float32Array; readonly similarity: number }> {
  const [recogniser] = (await modelsOn(backend)).recognisers;
  if (recogniser === undefined) throw new Error('There is no recogniser');
  const clean = tf.tensor1d(await embedFace(photo, face.points, recogniser));
  const patch = placePatch(photo, face.points);
  const random = seededRandom(1);
  // Away from the clean face, where the similarity has its top and no direction.
  const noisy = readPatch(photo, patch).map((value) => value + (random() - 0.5) * (8 / 255));
  const image = { width: patch.size, height: patch.size, data: noisy };
  const { crop, inputSize } = recogniser;
  const { pixels, back } = viewPatch(image, crop, inputSize, augmentation);
  const seen = tensorOf(pixels);
  const { value, grad } = tf.valueAndGrad((x) => {
    return pairSimilarity(recogniser.embed(tf.expandDims(x, 0)), clean);
  })(seen);
  const [similarity = NaN] = await value.data();
  const gradient = back((await grad.data()) as Float32Array);
  tf.dispose([clean, seen, value, grad]);
  return { gradient, similarity };
}

/** Norms of pieces short enough to be spread into one call. */
function chunkNorms(values: Float32Array): number[] {
  const norms: number[] = [];
  for (let at = 0; at < values.length; at += 1024) {
    norms.push(Math.hypot(...values.subarray(at, at + 1024)));
  }
  return norms;
}
