import * as tf from '@tensorflow/tfjs-core';
import type { Scalar, Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { PATCH_FRAME } from '../../../src/engine/align/canonical-patch';
import type { Augmentation } from '../../../src/engine/attack/transforms/augmentation';
import {
  NO_AUGMENTATION,
  drawAugmentation,
  drawFarAugmentation,
  viewPatch,
} from '../../../src/engine/attack/transforms/augmentation';
import { differentiableJpeg } from '../../../src/engine/attack/transforms/differentiable-jpeg';
import { tensorOf } from '../../../src/engine/attack/transforms/resample';
import { warp } from '../../../src/engine/attack/transforms/warp';
import { applySimilarity } from '../../../src/engine/geometry/similarity';
import { seededRandom } from '../../../src/engine/seeded-random';
import { startCpu } from '../../support/engine-cpu';
import {
  gradientDisagreement,
  largestDifference,
  largestGap,
  pixelsOf,
  seededValues,
  viewOf,
  weightedSum,
} from '../../support/engine-gradients';

beforeAll(startCpu);

const noise = (shape: [number, number, number]): Tensor3D =>
  tf.tensor3d(seededValues(shape[0] * shape[1] * shape[2], 0.2, 0.8, 1), shape);

describe('viewing the patch', () => {
  const SIDE = 48;
  const crop = { x: 5.2, y: 20.5, side: 101.5 };
  /** Red grows with x, green with y, in frame units / 200. */
  const ramp = (): Tensor3D => {
    const unit = PATCH_FRAME.side / SIDE;
    const at = (i: number): number => (PATCH_FRAME.x + (i + 0.5) * unit + 40) / 200;
    return tf.tensor3d(
      Array.from({ length: SIDE * SIDE }, (_, i) => [
        at(i % SIDE),
        at(Math.floor(i / SIDE)),
        0.5,
      ]).flat(),
      [SIDE, SIDE, 3],
    );
  };

  test('from another alignment it shows what lies there', () => {
    const alignment = { a: 1.05 * Math.cos(0.1), b: 1.05 * Math.sin(0.1), tx: -3, ty: -8 };
    const size = 40;
    const view = viewOf(ramp(), crop, size, { ...NO_AUGMENTATION, alignment }).dataSync();
    for (const [x, y] of [
      [10, 10],
      [20, 20],
      [12, 30],
      [30, 14],
    ] as const) {
      const [u, v] = applySimilarity(alignment, [
        crop.x + ((x + 0.5) / size) * crop.side,
        crop.y + ((y + 0.5) / size) * crop.side,
      ]);
      const at = (y * size + x) * 3;
      // Half a frame unit.
      expect(Math.abs(view[at]! - (u + 40) / 200)).toBeLessThan(0.0025);
      expect(Math.abs(view[at + 1]! - (v + 40) / 200)).toBeLessThan(0.0025);
    }
  });

  test.each<[string, Partial<Augmentation>]>([
    ['as it is', {}],
    ['shifted', { shiftX: 2, shiftY: -1.5 }],
    ['scaled', { scale: 1.04 }],
    ['blurred', { platform: { kind: 'blur', sigma: 0.5 } }],
    ['resized', { platform: { kind: 'resize', factor: 0.8 } }],
  ])('the crop shows what it should, %s', (_, change) => {
    const augmentation = { ...NO_AUGMENTATION, ...change };
    const size = 20;
    const view = viewOf(ramp(), crop, size, augmentation).dataSync();
    const { scale, shiftX, shiftY } = augmentation;
    const frame = (i: number, start: number, shift: number): number =>
      start + shift + (crop.side * (1 - scale)) / 2 + ((i + 0.5) / size) * crop.side * scale;
    // A triangle filter shifts a ramp by up to 0.14 units where its width is no whole number.
    for (const [x, y] of [
      [0, 0],
      [3, 17],
      [19, 8],
    ] as const) {
      const at = (y * size + x) * 3;
      const [red, green] = [view[at]! * 200 - 40, view[at + 1]! * 200 - 40];
      expect(Math.abs(red - frame(x, crop.x, shiftX))).toBeLessThan(0.2);
      expect(Math.abs(green - frame(y, crop.y, shiftY))).toBeLessThan(0.2);
      expect(view[at + 2]).toBeCloseTo(0.5, 4);
    }
  });

  test('with an angle it is the view, rotated; with JPEG it is the view of the coded patch', () => {
    const patch = noise([SIDE, SIDE, 3]);
    const plain = viewOf(patch, crop, 20, NO_AUGMENTATION);
    const turned = viewOf(patch, crop, 20, { ...NO_AUGMENTATION, angle: 0.04 });
    const wanted = tensorOf(warp(pixelsOf(plain), { angle: 0.04 }));
    expect(largestDifference(turned, wanted)).toBeLessThan(1e-6);
    const platform = { kind: 'jpeg', quality: 80, subsample: true } as const;
    const coded = tensorOf(differentiableJpeg(pixelsOf(patch), 80, true).pixels);
    const viewed = viewOf(coded, crop, 20, NO_AUGMENTATION);
    const seen = viewOf(patch, crop, 20, { ...NO_AUGMENTATION, platform });
    expect(largestDifference(seen, viewed)).toBeLessThan(1e-6);
    expect(largestDifference(seen, plain)).toBeGreaterThan(0.01);
  });

  test('bent it is the view, bent; mirrored and dimmed the same samples, the other way and darker', () => {
    const patch = noise([SIDE, SIDE, 3]);
    const plain = viewOf(patch, crop, 20, NO_AUGMENTATION);
    const view = (change: Partial<Augmentation>): Tensor3D =>
      viewOf(patch, crop, 20, { ...NO_AUGMENTATION, ...change });
    const bend = seededValues(32, -0.1, 0.1, 3);
    const bent = view({ bend });
    const wanted = tensorOf(warp(pixelsOf(plain), { angle: 0, bend }));
    expect(largestDifference(bent, wanted)).toBeLessThan(1e-6);
    expect(largestDifference(bent, plain)).toBeGreaterThan(0.01);
    expect(largestDifference(view({ mirrored: true }), tf.reverse3d(plain, 1))).toBe(0);
    const dark = tf.mul<Tensor3D>(plain, 0.25);
    expect(largestDifference(view({ brightness: 0.25 }), dark)).toBeLessThan(1e-7);
  });

  test.each<Augmentation['platform']>([
    { kind: 'resize', factor: 0.7 },
    { kind: 'blur', sigma: 0.7 },
  ])('$kind acts on rows and columns alike', (platform) => {
    const square = { x: 0, y: 0, side: 112 };
    const view = (patch: Tensor3D, change: Partial<Augmentation>): Tensor3D =>
      viewOf(patch, square, 24, { ...NO_AUGMENTATION, ...change });
    const stripes = tf.tensor3d(
      Array.from({ length: SIDE * SIDE * 3 }, (_, i) => (Math.floor(i / 3) % 2 === 0 ? 1 : 0)),
      [SIDE, SIDE, 3],
    );
    const across: Tensor3D = tf.transpose(stripes, [1, 0, 2]);
    const seen = view(stripes, { platform });
    expect(largestDifference(seen, view(stripes, {}))).toBeGreaterThan(0.02);
    const seenAcross: Tensor3D = tf.transpose(view(across, { platform }), [1, 0, 2]);
    expect(largestDifference(seenAcross, seen)).toBeLessThan(1e-5);
  });

  test.each<[string, Augmentation['platform']]>([
    ['nothing', { kind: 'none' }],
    ['a resize', { kind: 'resize', factor: 0.75 }],
    ['a blur', { kind: 'blur', sigma: 0.6 }],
  ])('its gradient is its slope, through %s', (_, platform) => {
    const place = { scale: 0.97, shiftX: 1.3, shiftY: -0.6, angle: 0.05, platform };
    const far = { bend: seededValues(32, -0.1, 0.1, 4), mirrored: true, brightness: 0.5 };
    for (const augmentation of [place, { ...place, ...far }]) {
      const loss = (x: Tensor3D): Scalar => weightedSum(viewOf(x, crop, 20, augmentation));
      expect(gradientDisagreement(loss, noise([32, 32, 3]), 0.1)).toBeLessThan(2e-3);
    }
  });

  /** Everything that a view can have. */
  const ALL: Augmentation = {
    scale: 0.97,
    shiftX: 1.3,
    shiftY: -0.6,
    angle: 0.05,
    alignment: { a: 1.02, b: 0.03, tx: -2, ty: 1 },
    bend: seededValues(32, -0.1, 0.1, 4),
    mirrored: true,
    brightness: 0.5,
    diversity: { share: 0.9, left: 0.5, top: 1 },
    platform: { kind: 'none' },
  };

  test.each<[string, Augmentation]>([
    ['nothing', NO_AUGMENTATION],
    ['all that there is', ALL],
    ['a resize', { ...ALL, platform: { kind: 'resize', factor: 0.75 } }],
    ['a blur', { ...ALL, platform: { kind: 'blur', sigma: 0.6 } }],
  ])('its way back is the exact adjoint, through %s', (_, how) => {
    const patch = pixelsOf(noise([SIDE, SIDE, 3]));
    const dy = seededValues(20 * 20 * 3, -1, 1, 8);
    const { pixels, back } = viewPatch(patch, crop, 20, how);
    const dot = (a: Float32Array, b: Float32Array): number =>
      a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    expect(Math.abs(dot(pixels.data, dy))).toBeGreaterThan(0.1);
    expect(dot(patch.data, back(dy))).toBeCloseTo(dot(pixels.data, dy), 4);
    // What is given is not changed.
    expect(dy).toEqual(seededValues(20 * 20 * 3, -1, 1, 8));
    expect(patch).toEqual(pixelsOf(noise([SIDE, SIDE, 3])));
  });

  test('with JPEG the way back leads through the view of the coded patch and then through JPEG', () => {
    const patch = pixelsOf(noise([SIDE, SIDE, 3]));
    const dy = seededValues(20 * 20 * 3, -1, 1, 8);
    const platform = { kind: 'jpeg', quality: 85, subsample: true } as const;
    const { pixels, back } = viewPatch(patch, crop, 20, { ...ALL, platform });
    const coded = differentiableJpeg(patch, 85, true);
    const viewed = viewPatch(coded.pixels, crop, 20, ALL);
    expect(largestGap(pixels.data, viewed.pixels.data)).toBe(0);
    expect(largestGap(back(dy), coded.back(viewed.back(dy)))).toBe(0);
    expect(largestGap(back(dy), viewed.back(dy))).toBeGreaterThan(1e-3);
  });

  test('far draws go further, and no further than they should', () => {
    const random = seededRandom(5);
    const draws = Array.from({ length: 400 }, () => drawFarAugmentation(random));
    const scales = draws.map(({ scale }) => scale);
    const shifts = draws.flatMap(({ shiftX, shiftY }) => [Math.abs(shiftX), Math.abs(shiftY)]);
    const degrees = draws.map(({ angle }) => Math.abs(angle) * (180 / Math.PI));
    const bends = draws.flatMap(({ bend }) => [...(bend ?? [])]);
    expect(bends).toHaveLength(400 * 32);
    const square = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value ** 2, 0);
    const mirrored = draws.filter((draw) => draw.mirrored === true).length;
    expect(Math.abs(mirrored - 200)).toBeLessThan(40);
    for (const brightness of [1, 0.5, 0.25]) {
      const drawn = draws.filter((draw) => draw.brightness === brightness).length;
      expect(Math.abs(drawn - 400 / 3)).toBeLessThan(40);
    }
    for (const [value, low, high] of [
      [Math.min(...scales), 0.85, 0.86],
      [Math.max(...scales), 1.09, 1.1],
      [Math.max(...shifts), 3.9, 4],
      [Math.max(...degrees), 7.8, 8],
      [Math.max(...bends), 5.1 / 112, 5.2 / 112],
      [Math.sqrt(square(bends) / bends.length), 2.9 / 112, 3.1 / 112],
    ] as const) {
      expect(value).toBeGreaterThanOrEqual(low);
      expect(value).toBeLessThanOrEqual(high);
    }
  });

  test('draws keep to their ranges, use every platform, and repeat with the seed', () => {
    const draw = (seed: number): Augmentation[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 400 }, () => drawAugmentation(random));
    };
    const draws = draw(3);
    expect(draw(3)).toEqual(draws);
    expect(draw(4)).not.toEqual(draws);
    const counts = { none: 0, jpeg: 0, resize: 0, blur: 0 };
    for (const { scale, shiftX, shiftY, angle, platform } of draws) {
      counts[platform.kind] += 1;
      expect(Math.abs(scale - 1)).toBeLessThanOrEqual(0.04);
      expect(Math.max(Math.abs(shiftX), Math.abs(shiftY))).toBeLessThanOrEqual(2);
      expect(Math.abs(angle)).toBeLessThanOrEqual(Math.PI / 60);
      if (platform.kind === 'jpeg') {
        expect(Number.isInteger(platform.quality)).toBe(true);
        expect(Math.abs(platform.quality - 87.5)).toBeLessThanOrEqual(7.5);
      }
      if (platform.kind === 'resize')
        expect(Math.abs(platform.factor - 0.85)).toBeLessThanOrEqual(0.15);
      if (platform.kind === 'blur') expect(Math.abs(platform.sigma - 0.5)).toBeLessThanOrEqual(0.2);
    }
    expect(counts.none).toBe(0);
    expect(counts.jpeg).toBeGreaterThan(160);
    expect(Math.min(counts.resize, counts.blur)).toBeGreaterThan(60);
  });
});
