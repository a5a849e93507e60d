import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { centredSimilarity } from '../../../src/engine/attack/losses/centred-similarity';
import { deviation } from '../../../src/engine/attack/losses/deviation';
import { excess } from '../../../src/engine/attack/losses/excess';
import { fidelity } from '../../../src/engine/attack/losses/fidelity';
import { galleryApproach } from '../../../src/engine/attack/losses/gallery-approach';
import { galleryEvasion } from '../../../src/engine/attack/losses/gallery-evasion';
import { GALLERY_SCALE, galleryLogits } from '../../../src/engine/attack/losses/gallery-logits';
import { pairDistance } from '../../../src/engine/attack/losses/pair-distance';
import { pairExchange } from '../../../src/engine/attack/losses/pair-exchange';
import { pairSimilarity } from '../../../src/engine/attack/losses/pair-similarity';
import { plainL1 } from '../../../src/engine/attack/losses/plain-l1';
import { plainL2 } from '../../../src/engine/attack/losses/plain-l2';
import { startCpu } from '../../support/engine-cpu';
import { axes, gradientDisagreement, seededValues } from '../../support/engine-gradients';

beforeAll(startCpu);

const SIDE = 4;
const COUNT = SIDE * SIDE * 3;
const image = (values: Float32Array): Tensor3D => tf.tensor3d(values, [SIDE, SIDE, 3]);
const jnd = (): Tensor3D => image(seededValues(COUNT, 0.02, 0.05, 1));

/** Half of the samples inside J and half beyond, of both signs, none near a kink. */
function mixedDelta(): Tensor3D {
  const parts = seededValues(COUNT, 0.2, 0.8, 2);
  const thresholds = seededValues(COUNT, 0.02, 0.05, 1);
  return image(
    thresholds.map((j, i) => (i % 3 === 0 ? -1 : 1) * j * (parts[i]! + (i % 2 === 0 ? 0 : 1))),
  );
}

function expectGradient(loss: (delta: Tensor3D) => Scalar): void {
  expect(gradientDisagreement(loss, mixedDelta(), 1e-3, axes(COUNT))).toBeLessThan(1e-3);
}

describe('pair similarity', () => {
  const clean = (): tf.Tensor1D => tf.tensor1d([0.6, 0.8, 0]);

  test('it is the cosine of vectors of norm 1', () => {
    expect(pairSimilarity(tf.tensor2d([[0.6, 0.8, 0]]), clean()).dataSync()[0]).toBeCloseTo(1, 6);
    expect(pairSimilarity(tf.tensor2d([[0, -0.6, 0.8]]), clean()).dataSync()[0]).toBeCloseTo(
      -0.48,
      6,
    );
  });

  test('seen from a centre it is brought back to the plain cosine’s scale', () => {
    const centre = tf.tensor1d([0.3, 0.1, 0.2]);
    const valueOf = (row: number[]): number | undefined =>
      centredSimilarity(tf.tensor2d([row]), clean(), centre).dataSync()[0];
    expect(valueOf([0.6, 0.8, 0])).toBeCloseTo(1, 6);
    // As long along the centre as the clean one, and so as far from it: the plain cosine, 0.6.
    const part = 0.26 / 0.14;
    const along = [0.3, 0.1, 0.2].map((value) => part * value);
    const rest = [0.6, 0.8, 0].map((value, i) => value - along[i]!);
    const [x, y, z] = rest as [number, number, number];
    // A right angle to both the rest and the centre, of the rest's length.
    const side = [y * 0.2 - z * 0.1, z * 0.3 - x * 0.2, x * 0.1 - y * 0.3];
    const scale = Math.hypot(...rest) / Math.hypot(...side);
    const turned = along.map((value, i) => value + side[i]! * scale);
    const plain = [0.6, 0.8, 0].reduce((sum, value, i) => sum + value * turned[i]!, 0);
    expect(Math.hypot(...turned)).toBeCloseTo(1, 6);
    expect(valueOf(turned)).toBeCloseTo(plain, 5);
  });

  test('seen from a centre its gradient is that of its value', () => {
    const centre = tf.tensor1d([0.3, 0.1, 0.2]);
    const loss = (embedding: Tensor3D): Scalar =>
      centredSimilarity(tf.reshape(embedding, [1, 3]), clean(), centre);
    const row = tf.tensor3d([[[0.36, -0.48, 0.8]]]);
    expect(gradientDisagreement(loss, row, 1e-2, axes(3))).toBeLessThan(1e-3);
  });

  test('towards a target it is one minus the cosine', () => {
    expect(pairDistance(tf.tensor2d([[0, -0.6, 0.8]]), clean()).dataSync()[0]).toBeCloseTo(1.48, 6);
  });

  test('of both it is the mean of what is not enough yet', () => {
    const target = tf.tensor1d([0, 0, 1]);
    const valueOf = (toClean: number, toTarget: number): number | undefined =>
      pairExchange(tf.tensor2d([[0, 0.6, 0.8]]), clean(), target, {
        toClean,
        toTarget,
      }).dataSync()[0];
    // Cosines: 0.48 to the clean one, 0.8 to the target.
    expect(valueOf(0.3, 0.9)).toBeCloseTo((0.18 + 0.1) / 2, 6);
    expect(valueOf(0.5, 0.9)).toBeCloseTo(0.1 / 2, 6);
    expect(valueOf(0.3, 0.7)).toBeCloseTo(0.18 / 2, 6);
    expect(valueOf(0.5, 0.7)).toBe(0);
  });

  test.each([
    ['away', pairSimilarity],
    ['towards', pairDistance],
    [
      'of both',
      (x: tf.Tensor2D, c: tf.Tensor1D) =>
        pairExchange(x, c, tf.tensor1d([0.8, 0, 0.6]), { toClean: -1, toTarget: 1 }),
    ],
  ])('the gradient %s is the slope', (_, pair) => {
    const at = tf.tensor2d([[0, 0.6, -0.8]]);
    const loss = (x: tf.Tensor2D): Scalar => pair(x, clean());
    expect(gradientDisagreement(loss, at, 1e-2, axes(3))).toBeLessThan(1e-4);
  });
});

describe('a gallery', () => {
  const prototypes = (): tf.Tensor2D =>
    tf.tensor2d([
      [1, 0, 0],
      [0.6, 0.8, 0],
      [0, 0.6, 0.8],
    ]);
  const embedding = (): tf.Tensor2D => tf.tensor2d([[0.8, 0.48, 0.36]]);
  const cosines = [0.8, 0.864, 0.576];

  test('its logits are s times the cosines; s is 30', () => {
    expect(GALLERY_SCALE).toBe(30);
    const logits = galleryLogits(embedding(), prototypes()).dataSync();
    cosines.forEach((cosine, i) => {
      expect(logits[i]).toBeCloseTo(30 * cosine, 4);
    });
  });

  test.each([0, 1, 2])('of %d: -log(1 - p) away, -log(p) towards', (identity) => {
    const logits = galleryLogits(embedding(), prototypes());
    const powers = cosines.map((cosine) => Math.exp(30 * cosine));
    const p = powers[identity]! / powers.reduce((sum, power) => sum + power, 0);
    expect(galleryEvasion(logits, identity).dataSync()[0]).toBeCloseTo(-Math.log(1 - p), 4);
    expect(galleryApproach(logits, identity).dataSync()[0]).toBeCloseTo(-Math.log(p), 4);
  });

  test('where p is 1 the loss is large and finite, where it is 0 the loss is 0', () => {
    const logits = tf.tensor1d([200, 0, -50]);
    expect(galleryEvasion(logits, 0).dataSync()[0]).toBeCloseTo(200, 3);
    expect(galleryEvasion(logits, 2).dataSync()[0]).toBe(0);
    expect(galleryApproach(logits, 2).dataSync()[0]).toBeCloseTo(250, 3);
    expect(galleryApproach(logits, 0).dataSync()[0]).toBe(0);
  });

  test('two identities are enough', () => {
    const logits = tf.tensor1d([1, 3]);
    expect(galleryEvasion(logits, 1).dataSync()[0]).toBeCloseTo(Math.log(1 + Math.exp(2)), 5);
  });

  test.each([
    ['away', galleryEvasion],
    ['towards', galleryApproach],
  ])('the gradient %s is the slope, through the logits', (_, gallery) => {
    for (const identity of [0, 1, 2]) {
      const loss = (x: tf.Tensor2D): Scalar => gallery(galleryLogits(x, prototypes(), 4), identity);
      expect(gradientDisagreement(loss, embedding(), 1e-2, axes(3))).toBeLessThan(2e-3);
    }
  });
});

describe('plain l2', () => {
  test('it is the mean square', () => {
    const delta = tf.tensor3d([0.1, -0.2, 0, 0.3, 0, 0], [1, 2, 3]);
    expect(plainL2(delta).dataSync()[0]).toBeCloseTo(0.14 / 6, 7);
  });

  test('its gradient is its slope', () => {
    expectGradient(plainL2);
  });
});

describe('plain l1', () => {
  test('it is the mean absolute value', () => {
    const delta = tf.tensor3d([0.1, -0.2, 0, 0.3, 0, 0], [1, 2, 3]);
    expect(plainL1(delta).dataSync()[0]).toBeCloseTo(0.6 / 6, 7);
  });

  test('its gradient is its slope', () => {
    expectGradient(plainL1);
  });
});

describe('excess and deviation', () => {
  const delta = (): Tensor3D => tf.tensor3d([0.1, -0.2, 0.05, -0.04, 0.06, 0.2], [1, 2, 3]);
  const threshold = (): Tensor3D => tf.tensor3d([0.05, 0.05, 0.1, 0.05, 0.05, 0.1], [1, 2, 3]);

  test('the excess is what passes J, whatever its sign', () => {
    const wanted = [0.05, 0.15, 0, 0, 0.01, 0.1];
    excess(delta(), threshold())
      .dataSync()
      .forEach((value, i) => {
        expect(value).toBeCloseTo(wanted[i]!, 6);
      });
  });

  test('red costs three, green five, blue one, in the mean over pixels and channels', () => {
    const priced = 3 * 0.05 + 5 * 0.15 + 0 + 0 + 5 * 0.01 + 0.1;
    expect(deviation(delta(), threshold()).dataSync()[0]).toBeCloseTo(priced / 6, 6);
  });

  test('the squared form takes M with it, or not', () => {
    const once = 3 * 0.05 ** 2 + 5 * 0.15 ** 2 + 5 * 0.01 ** 2 + 0.1 ** 2;
    const squared = 9 * 0.05 ** 2 + 25 * 0.15 ** 2 + 25 * 0.01 ** 2 + 0.1 ** 2;
    expect(fidelity(delta(), threshold(), 'once').dataSync()[0]).toBeCloseTo(once / 6, 6);
    expect(fidelity(delta(), threshold(), 'squared').dataSync()[0]).toBeCloseTo(squared / 6, 6);
    expect(fidelity(delta(), threshold()).dataSync()[0]).toBeCloseTo(squared / 6, 6);
  });

  test('inside J they cost nothing', () => {
    const inside = tf.mul<Tensor3D>(jnd(), -0.99);
    expect(deviation(inside, jnd()).dataSync()[0]).toBe(0);
    expect(fidelity(inside, jnd()).dataSync()[0]).toBe(0);
  });

  test('their gradients are their slopes', () => {
    const threshold = jnd();
    const weights = image(seededValues(COUNT, 0.5, 2, 4));
    expectGradient((x) => deviation(x, threshold));
    expectGradient((x) => tf.mul(fidelity(x, threshold, 'once'), 50));
    expectGradient((x) => tf.mul(fidelity(x, threshold, 'squared'), 10));
    expectGradient((x) => tf.sum(tf.mul(excess(x, threshold), weights)));
  });
});
