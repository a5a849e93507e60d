import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { findFaces } from '../../../src/engine/detect/detect-faces';
import type { FrozenNetwork } from '../../../src/engine/network/frozen-network';
import { startCpu } from '../../support/engine-cpu';
import { drawPhoto } from '../../support/engine-photos';

beforeAll(startCpu);

const photo = drawPhoto(256, 256, (x, y) => [x, y, 90]);
const unused = () => undefined;

/**
 * Candidates about the middle of each tile, side and score (before the sigmoid), `looks` times; none in
 * the first tile, which is wider than the photo.
 */
function detectorOf(
  candidates: readonly (readonly [side: number, logit: number])[],
  looks = Infinity,
) {
  let runs = 0;
  const scores = new Float32Array(512).fill(-9);
  const regressors = new Float32Array(512 * 16);
  candidates.forEach(([side, logit], i) => {
    // The two anchors of one cell of the 16-grid.
    const anchor = 272 + i;
    scores[anchor] = logit;
    const eyes = [-side / 5, -side / 8, side / 5, -side / 8];
    const others = [0, 0, 0, side / 5, -side / 2, 0, side / 2, 0];
    regressors.set([0, 0, side, side, ...eyes, ...others], 16 * anchor);
  });
  const far = new Float32Array(384).map((_, i) => -9 - i / 384);
  const silent = scores.map((_, i) => -9 - i / 512);
  const seen = (): Float32Array => {
    const look = runs++;
    return look === 0 || look > looks ? silent : scores;
  };
  return {
    run: () => [
      tf.tensor(seen(), [1, 512, 1]),
      tf.tensor(regressors, [1, 512, 16]),
      tf.tensor(far, [1, 384, 1]),
      tf.tensor(
        Float32Array.from({ length: 384 * 16 }, (_, i) => i % 5),
        [1, 384, 16],
      ),
    ],
    dispose: unused,
  } satisfies FrozenNetwork;
}

/** Looks at each crop twice; how sure it is of the first, the second crop... */
function landmarkerOf(
  ...presences: readonly number[]
): FrozenNetwork & { readonly asked: number[] } {
  const asked: number[] = [];
  const mesh = Float32Array.from({ length: 1404 }, (_, i) => {
    const point = Math.floor(i / 3);
    if (i % 3 === 0) return point < 248 ? 66 : 126;
    return i % 3 === 1 ? 60 + (point % 80) : 0;
  });
  return {
    asked,
    run: () => {
      const presence = presences[Math.floor(asked.length / 2)] ?? 0;
      asked.push(presence);
      return [tf.tensor(mesh, [1, 1404]), tf.tensor([presence], [1, 1])];
    },
    dispose: unused,
  };
}

/** Two candidates about one place, the first of which scores more, and how sure the landmarks are. */
async function search(
  sides: readonly [number, number],
  presences: readonly number[],
  looks?: number,
) {
  const landmarker = landmarkerOf(...presences);
  const candidates = [
    [sides[0], 3],
    [sides[1], 1],
  ] as const;
  const detector = detectorOf(candidates, looks);
  // Near a box it is searched upright alone.
  const { faces } = await findFaces(photo, { detector, landmarker }, [[0, 0, 256, 256]]);
  return { scores: faces.map(({ score }) => score), asked: landmarker.asked };
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

test('what the landmarks refuse does not hide a face inside of it that scores less', async () => {
  const { scores } = await search([140, 60], [0.1, 0.9]);
  expect(scores).toEqual([expect.closeTo(sigmoid(1), 5)]);
});

test('about the same crop is not looked at again', async () => {
  expect(await search([140, 130], [0.1, 0.9])).toEqual({ scores: [], asked: [0.1, 0.1] });
});

test('what the detector does not see by itself is a piece of the face on which it lies', async () => {
  const { scores, asked } = await search([140, 60], [0.9, 0.9], 1);
  expect(scores).toEqual([expect.closeTo(sigmoid(3), 5)]);
  expect(asked).toEqual([0.9, 0.9]);
});

test('what it sees by itself, and aligned once more, is another face', async () => {
  const { scores, asked } = await search([140, 60], [0.9, 0.9]);
  expect(scores).toHaveLength(2);
  expect(asked).toEqual([0.9, 0.9, 0.9, 0.9]);
  expect((await search([140, 60], [0.9, 0.9], 2)).scores).toHaveLength(1);
});
