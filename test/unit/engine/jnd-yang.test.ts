import type * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { yang, yangComponents } from '../../../src/engine/jnd/yang';
import { startCpu } from '../../support/engine-cpu';
import { colourRegion, greyRegion, rowsOf } from '../../support/engine-levels';

beforeAll(startCpu);

// Without texture all three components have T_l, and red, green and blue get
// sqrt(1 + 1.402^2), sqrt(1 + 0.344136^2 + 0.714136^2) and sqrt(1 + 1.772^2) of it.
const [RED, GREEN, BLUE] = [1.72205, 1.27601, 2.03468];

/** The Gaussian of sigma 0.8 over 7 samples, at its middle and one beside: of 2.00532 in all. */
const [MIDDLE, BESIDE] = [1 / 2.00532, 0.45783 / 2.00532];

describe('on a flat image it is the luminance adaptation in every component', () => {
  // 17 * (1 - sqrt(bg / 127)) + 3 up to 127, then 3 / 128 * (bg - 127) + 3.
  test.each([
    [0, 20],
    [31.75, 11.5],
    [127, 3],
    [191, 4.5],
    [255, 6],
  ])('grey %d hides %d levels of Y, Cb and Cr', (grey, wanted) => {
    const region = greyRegion(9, 8, () => grey);
    for (const component of yangComponents(region)) {
      for (const value of rowsOf(component, 0, 1).flat()) expect(value).toBeCloseTo(wanted, 3);
    }
    const map = yang(region);
    expect(map.shape).toEqual([8, 9, 3]);
    for (const [channel, factor] of [RED, GREEN, BLUE].entries()) {
      for (const value of rowsOf(map, channel).flat()) {
        expect(value).toBeCloseTo(factor * wanted, 2);
      }
    }
  });

  test('of a colour, the luma counts', () => {
    // Luma 0.299 * 100 + 0.587 * 40 + 0.114 * 200 = 76.18.
    const wanted = 17 * (1 - Math.sqrt(76.18 / 127)) + 3;
    for (const component of yangComponents(colourRegion(9, 9, () => [100, 40, 200]))) {
      expect(rowsOf(component, 0, 1)[4]![4]).toBeCloseTo(wanted, 3);
    }
  });
});

describe('on an edge of luma 60, 100, 140', () => {
  // At the middle column the background is (13 * 60 + 6 * 100 + 13 * 140) / 32 = 100 and the
  // gradient 80; in the column before it (19 * 60 + 8 * 100 + 5 * 140) / 32 = 82.5 and 40. Canny
  // finds the middle column: its weight is 1 - 0.9 * MIDDLE, that beside it 1 - 0.9 * BESIDE.
  const region = (): tf.Tensor3D => greyRegion(20, 20, (x) => 100 + 40 * Math.sign(x - 10));
  const namm = (adaptation: number, texture: number): number =>
    adaptation + texture - 0.3 * Math.min(adaptation, texture);
  const adaptation = (background: number): number => 17 * (1 - Math.sqrt(background / 127)) + 3;

  test('the edge weight takes away the masking of luma', () => {
    const [luma] = yangComponents(region());
    const row = rowsOf(luma, 0, 1)[10]!;
    // 5.159 and 3.718 of texture; without the weight it would be 9.36 and 4.68.
    expect(row[10]).toBeCloseTo(namm(adaptation(100), 0.117 * 80 * (1 - 0.9 * MIDDLE)), 3);
    expect(row[9]).toBeCloseTo(namm(adaptation(82.5), 0.117 * 40 * (1 - 0.9 * BESIDE)), 3);
    // Three pixels away there is neither gradient nor background of the other side.
    expect(row[7]).toBeCloseTo(adaptation(60), 3);
  });

  test('only what is at least half as steep as the steepest edge is an edge', () => {
    // A second edge of 0.6 or 0.4 of the first: protected, or texture with its full weight.
    const second = (share: number): number => {
      const [luma] = yangComponents(
        greyRegion(30, 20, (x) => 100 + 40 * Math.sign(x - 8) - 40 * share * Math.sign(x - 21)),
      );
      return rowsOf(luma, 0, 1)[10]![21]!;
    };
    // The background is 140 at both; its gradients 48 and 32.
    const bright = (3 / 128) * 13 + 3;
    expect(second(0.6)).toBeCloseTo(namm(bright, 0.117 * 48 * (1 - 0.9 * MIDDLE)), 3);
    expect(second(0.4)).toBeCloseTo(namm(bright, 0.117 * 32), 3);
  });

  test('a grey edge hides nothing more in colour', () => {
    const [, cb, cr] = yangComponents(region());
    expect(rowsOf(cb, 0, 1)[10]![10]).toBeCloseTo(adaptation(100), 3);
    expect(rowsOf(cr, 0, 1)[10]![10]).toBeCloseTo(adaptation(100), 3);
  });
});

describe('on an edge of one colour difference, luma 127', () => {
  // Y 127 throughout; Cr or Cb -20, 0, 20: gradient 40 in the middle column.
  const weight = 1 - 0.9 * MIDDLE;
  const namm = (texture: number, overlap: number): number =>
    3 + texture - overlap * Math.min(3, texture);

  test('of Cr: red and green hide more, blue does not', () => {
    const region = colourRegion(20, 20, (x) => {
      const cr = 20 * Math.sign(x - 10);
      return [127 + 1.402 * cr, 127 - 0.714136 * cr, 127];
    });
    const wanted = namm(0.45 * 40 * weight, 0.2);
    expect(wanted).toBeCloseTo(12.32, 2);
    const [y, cb, cr] = yangComponents(region);
    expect(rowsOf(cr, 0, 1)[10]![10]).toBeCloseTo(wanted, 2);
    expect(rowsOf(y, 0, 1)[10]![10]).toBeCloseTo(3, 3);
    expect(rowsOf(cb, 0, 1)[10]![10]).toBeCloseTo(3, 3);
    const map = yang(region);
    const at = (channel: number): number => rowsOf(map, channel)[10]![10]!;
    expect(at(0)).toBeCloseTo(Math.hypot(3, 1.402 * wanted), 2);
    expect(at(1)).toBeCloseTo(Math.hypot(3, 0.344136 * 3, 0.714136 * wanted), 2);
    expect(at(2)).toBeCloseTo(3 * BLUE, 2);
  });

  test('of Cb: blue and green hide more, red does not', () => {
    const region = colourRegion(20, 20, (x) => {
      const cb = 20 * Math.sign(x - 10);
      return [127, 127 - 0.344136 * cb, 127 + 1.772 * cb];
    });
    const wanted = namm(0.65 * 40 * weight, 0.25);
    expect(wanted).toBeCloseTo(16.58, 2);
    const map = yang(region);
    const at = (channel: number): number => rowsOf(map, channel)[10]![10]!;
    expect(at(0)).toBeCloseTo(3 * RED, 2);
    expect(at(1)).toBeCloseTo(Math.hypot(3, 0.344136 * wanted, 0.714136 * 3), 2);
    expect(at(2)).toBeCloseTo(Math.hypot(3, 1.772 * wanted), 2);
  });
});

test('noise at the channel thresholds has the energy of noise at the component thresholds', () => {
  // The claim of componentsToChannels, over all eight signs of the three components.
  const region = colourRegion(8, 8, (x, y) => [40 + 20 * x, 90 + 9 * y, 200 - 15 * x]);
  const [t, b, r] = yangComponents(region).map((one) => rowsOf(one, 0, 1)[4]![4]!);
  const energy = [0, 0, 0];
  for (const sign of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const y = (sign & 1 ? 1 : -1) * t!;
    const cb = (sign & 2 ? 1 : -1) * b!;
    const cr = (sign & 4 ? 1 : -1) * r!;
    energy[0]! += (y + 1.402 * cr) ** 2 / 8;
    energy[1]! += (y - 0.344136 * cb - 0.714136 * cr) ** 2 / 8;
    energy[2]! += (y + 1.772 * cb) ** 2 / 8;
  }
  const map = yang(region);
  for (const [channel, wanted] of energy.entries()) {
    expect(rowsOf(map, channel)[4]![4]! ** 2).toBeCloseTo(wanted, 2);
  }
});
