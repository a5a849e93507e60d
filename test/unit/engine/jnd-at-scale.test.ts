import { beforeAll, describe, expect, test } from 'vitest';
import { ceilingLevels } from '../../../src/engine/attack/budgets/ceiling';
import { chouLi } from '../../../src/engine/jnd/chou-li';
import type { ScaledJnd } from '../../../src/engine/jnd/jnd-at-scale';
import { jndAtScale, levelsOf } from '../../../src/engine/jnd/jnd-at-scale';
import { jndOfRegion } from '../../../src/engine/jnd/jnd-of-region';
import { thresholdLevel } from '../../../src/engine/jnd/threshold-levels';
import type { Box, Photo } from '../../../src/engine/photo';
import { seededRandom } from '../../../src/engine/seeded-random';
import { startCpu } from '../../support/engine-cpu';
import { drawPhoto } from '../../support/engine-photos';

beforeAll(startCpu);

const SMALL: Box = [40, 30, 120, 96];
const LARGE: Box = [40, 30, 576, 432];
const random = seededRandom(4);
const grainy: Photo = drawPhoto(640, 480, () => [255 * random(), 255 * random(), 255 * random()]);
const flat: Photo = drawPhoto(640, 480, () => [70, 70, 70]);

describe('J at the size at which a face is looked at', () => {
  test('of a flat region is the same at both sizes', async () => {
    const [small, large] = [
      await jndAtScale(flat, SMALL, chouLi),
      await jndAtScale(flat, LARGE, chouLi),
    ];
    expect([small.pixelSize, large.pixelSize]).toEqual([1, 1.5]);
    const [j = NaN] = small.map.data;
    expect(j).toBeGreaterThan(1 / 255);
    for (const { map } of [small, large]) {
      for (const value of map.data) expect(value).toBeCloseTo(j, 6);
    }
    const least = thresholdLevel(j - 1e-6);
    for (const [jnd, region] of [
      [small, SMALL],
      [large, LARGE],
    ] as const) {
      const levels = new Set(levelsOf(jnd, region, (one) => thresholdLevel(one - 1e-6)));
      expect([...levels]).toEqual([least]);
    }
  });

  test('of a small region is that of its pixels; of a large one the map is no larger than 384', async () => {
    const small = await jndAtScale(grainy, SMALL, chouLi);
    expect(small.map).toEqual(await jndOfRegion(grainy, SMALL, chouLi));
    const just = await jndAtScale(grainy, [0, 0, 384, 20], chouLi);
    expect([just.pixelSize, just.map.width, just.map.height]).toEqual([1, 384, 20]);
    const { map, pixelSize } = await jndAtScale(grainy, LARGE, chouLi);
    expect([pixelSize, map.width, map.height, map.channels]).toEqual([1.5, 384, 288, 3]);
    const upright = await jndAtScale(grainy, [0, 0, 100, 480], chouLi);
    expect([upright.pixelSize, upright.map.width, upright.map.height]).toEqual([1.25, 80, 384]);
  });

  test('a part of a photo is looked at where it lies', async () => {
    // Dark on the left, light on the right: in the region the border is at two thirds.
    const halves = drawPhoto(900, 480, (x) => (x < 500 ? [20, 20, 20] : [200, 200, 200]));
    const region: Box = [100, 0, 600, 480];
    const jnd = await jndAtScale(halves, region, chouLi);
    const levels = levelsOf(jnd, region, thresholdLevel);
    const at = (x: number): number => levels[3 * (240 * 600 + x)]!;
    expect(at(380)).not.toBe(at(420));
    for (const x of [10, 100, 380]) expect(at(x)).toBe(at(200));
    for (const x of [420, 500, 590]) expect(at(x)).toBe(at(450));
  });

  test('the host is asked after each tile, at the smaller size too', async () => {
    let asked = 0;
    await jndAtScale(flat, LARGE, chouLi, () => {
      asked += 1;
      return Promise.resolve();
    });
    expect(asked).toBeGreaterThan(1);
  });
});

describe('levels of J', () => {
  const K = 0.7;
  const level = (j: number): number => ceilingLevels(j, K, 0);

  test.each([
    ['pixel by pixel', SMALL],
    ['from a smaller size', LARGE],
  ])('%s there are three for each pixel of the region, never above k * J', async (_, region) => {
    const jnd = await jndAtScale(grainy, region, chouLi);
    const levels = levelsOf(jnd, region, level);
    const [, , width, height] = region;
    expect(levels).toHaveLength(3 * width * height);
    const over = [...levels].filter((value, i) => {
      const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
      return value > Math.floor(K * 255 * highestNear(jnd, x, y, i % 3));
    });
    expect(over).toEqual([]);
    expect(Math.max(...new Set(levels))).toBeGreaterThan(Math.min(...new Set(levels)));
  });

  test('are those of the map where a pixel is a sample, and lie between them elsewhere', () => {
    const map = { width: 2, height: 1, channels: 3, data: new Float32Array([0, 0, 0, 1, 1, 1]) };
    const percent = (value: number): number => Math.round(100 * value);
    const red = (levels: Uint8Array): number[] => [...levels].filter((_, i) => i % 3 === 0);
    expect(red(levelsOf({ map, pixelSize: 1 }, [5, 5, 2, 1], percent))).toEqual([0, 100]);
    expect(red(levelsOf({ map, pixelSize: 2 }, [5, 5, 4, 2], percent))).toEqual([
      0, 25, 75, 100, 0, 25, 75, 100,
    ]);
  });
});

/** The largest of the map's samples that have a part in a pixel of the region. */
function highestNear({ map, pixelSize }: ScaledJnd, x: number, y: number, k: number): number {
  const near = (at: number, most: number): number[] => {
    const place = (at + 0.5) / pixelSize - 0.5;
    return [Math.floor(place), Math.ceil(place)].map((one) => Math.min(most - 1, Math.max(0, one)));
  };
  const found = near(y, map.height).flatMap((row) =>
    near(x, map.width).map((column) => map.data[3 * (row * map.width + column) + k]!),
  );
  return Math.max(...found);
}
