import { describe, expect, test } from 'vitest';
import type { FloatMap } from '../../../src/engine/geometry/float-map';
import { sampleMap } from '../../../src/engine/geometry/float-map';
import { createPhotoPyramid } from '../../../src/engine/geometry/photo-pyramid';
import { reflectionTable, samplePhoto } from '../../../src/engine/geometry/sample-photo';
import type { Point, Similarity } from '../../../src/engine/geometry/similarity';
import {
  applySimilarity,
  composeSimilarity,
  fitSimilarity,
  invertSimilarity,
  similarityScale,
} from '../../../src/engine/geometry/similarity';
import { drawPhoto } from '../../support/engine-photos';
import { seededValues } from '../../support/engine-gradients';

const IDENTITY: Similarity = { a: 1, b: 0, tx: 0, ty: 0 };
/** Scale 2.5, turned by 0.6 radians. */
const TURNED: Similarity = {
  a: 2.5 * Math.cos(0.6),
  b: 2.5 * Math.sin(0.6),
  tx: -31.5,
  ty: 12.25,
};
const POINTS: readonly Point[] = [
  [38, 52],
  [74, 51],
  [56, 72],
  [41, 92],
  [71, 93],
];

function expectSame(found: Similarity, wanted: Similarity, digits = 9): void {
  for (const key of ['a', 'b', 'tx', 'ty'] as const) {
    expect(found[key]).toBeCloseTo(wanted[key], digits);
  }
}

describe('similarity', () => {
  test('a quarter turn takes x to y, and y to minus x', () => {
    const quarter: Similarity = { a: 0, b: 1, tx: 10, ty: 20 };
    expect(applySimilarity(quarter, [3, 0])).toEqual([10, 23]);
    expect(applySimilarity(quarter, [0, 3])).toEqual([7, 20]);
    expect(similarityScale({ a: 3, b: 4, tx: 9, ty: 9 })).toBe(5);
  });

  test('the fit recovers a known transform from its points', () => {
    const moved = POINTS.map((point) => applySimilarity(TURNED, point));
    expectSame(fitSimilarity(POINTS, moved), TURNED);
    expectSame(fitSimilarity(POINTS.slice(0, 2), moved.slice(0, 2)), TURNED);
  });

  test('the fit of noisy points has the least squares', () => {
    const noise = seededValues(10, -2, 2, 7);
    const moved = POINTS.map((point, i): Point => {
      const [x, y] = applySimilarity(TURNED, point);
      return [x + noise[2 * i]!, y + noise[2 * i + 1]!];
    });
    const squares = (t: Similarity): number =>
      POINTS.reduce((sum, point, i) => {
        const [x, y] = applySimilarity(t, point);
        return sum + (x - moved[i]![0]) ** 2 + (y - moved[i]![1]) ** 2;
      }, 0);
    const fit = fitSimilarity(POINTS, moved);
    const least = squares(fit);
    expect(least).toBeLessThanOrEqual(squares(TURNED));
    for (const key of ['a', 'b', 'tx', 'ty'] as const) {
      for (const change of [-1e-3, 1e-3]) {
        expect(squares({ ...fit, [key]: fit[key] + change })).toBeGreaterThan(least);
      }
    }
  });

  test('the inverse undoes, and composing applies the inner one first', () => {
    const other: Similarity = { a: 0.5, b: -0.25, tx: 4, ty: -9 };
    for (const point of POINTS) {
      const there = applySimilarity(TURNED, point);
      const [x, y] = applySimilarity(invertSimilarity(TURNED), there);
      expect(x).toBeCloseTo(point[0], 9);
      expect(y).toBeCloseTo(point[1], 9);
      const both = applySimilarity(composeSimilarity(other, TURNED), point);
      const oneByOne = applySimilarity(other, there);
      expect(both[0]).toBeCloseTo(oneByOne[0], 9);
      expect(both[1]).toBeCloseTo(oneByOne[1], 9);
    }
    expectSame(composeSimilarity(TURNED, invertSimilarity(TURNED)), IDENTITY);
  });
});

describe('samplePhoto', () => {
  const photo = drawPhoto(13, 9, (x, y) => [17 * x, 23 * y, (31 * x + 7 * y) % 256]);

  test('the identity gives the pixels in [0, 1], red first, without alpha', () => {
    const samples = samplePhoto(photo, IDENTITY, 13, 9);
    expect(samples).toHaveLength(13 * 9 * 3);
    const wanted = Array.from(photo.data).filter((_, i) => i % 4 !== 3);
    wanted.forEach((value, i) => {
      expect(samples[i]).toBeCloseTo(value / 255, 6);
    });
  });

  test('a ramp is read where the transform says, at a turned position too', () => {
    const ramp = drawPhoto(80, 80, (x, y) => [3 * x, 3 * y, 0]);
    const toPhoto: Similarity = { a: 0.8, b: 0.6, tx: 30, ty: 11 };
    const samples = samplePhoto(ramp, toPhoto, 20, 20);
    for (const [x, y] of [
      [0, 0],
      [7, 3],
      [19, 19],
    ] as const) {
      const [px, py] = applySimilarity(toPhoto, [x + 0.5, y + 0.5]);
      expect(samples[(y * 20 + x) * 3]! * 255).toBeCloseTo(3 * (px - 0.5), 3);
      expect(samples[(y * 20 + x) * 3 + 1]! * 255).toBeCloseTo(3 * (py - 0.5), 3);
    }
  });

  test('a constant photo stays constant, far outside of it too', () => {
    const grey = drawPhoto(7, 5, () => [51, 102, 204]);
    const samples = samplePhoto(grey, { ...TURNED, tx: -400, ty: 900 }, 6, 6);
    samples.forEach((value, i) => {
      expect(value).toBeCloseTo([0.2, 0.4, 0.8][i % 3]!, 6);
    });
  });

  test('outside the photo is continued by reflection, the border pixel twice', () => {
    expect([-3, -2, -1, 0, 1, 2, 3, 4, 5, 6].map(reflectionTable(3))).toEqual([
      2, 1, 0, 0, 1, 2, 2, 1, 0, 0,
    ]);
    const samples = samplePhoto(photo, { ...IDENTITY, tx: -2, ty: 0 }, 17, 1);
    const reds = Array.from({ length: 17 }, (_, x) => Math.round(samples[x * 3]! * 255));
    const row = Array.from({ length: 13 }, (_, x) => 17 * x);
    expect(reds).toEqual([17, 0, ...row, 204, 187]);
  });

  test('across every border it is what a larger photo, continued by reflection, has there', () => {
    const margin = 10;
    const [xs, ys] = [reflectionTable(13), reflectionTable(9)];
    const at = (x: number, y: number): [number, number, number] => {
      const from = (ys(y - margin) * 13 + xs(x - margin)) * 4;
      return [photo.data[from]!, photo.data[from + 1]!, photo.data[from + 2]!];
    };
    const larger = drawPhoto(13 + 2 * margin, 9 + 2 * margin, at);
    for (const turned of [0, 0.3, -1.2]) {
      const [a, b] = [0.45 * Math.cos(turned), 0.45 * Math.sin(turned)];
      const there = { a, b, tx: 6.5 - 20 * (a - b), ty: 4.5 - 20 * (a + b) };
      const moved = { ...there, tx: there.tx + margin, ty: there.ty + margin };
      const wanted = samplePhoto(larger, moved, 40, 40);
      samplePhoto(photo, there, 40, 40).forEach((value, i) => {
        expect(value).toBeCloseTo(wanted[i]!, 5);
      });
    }
  });

  test('a photo finer than the samples is averaged, not picked from', () => {
    const stripes = drawPhoto(64, 64, (x, y) => [x % 4 === 0 ? 200 : 0, y % 4 === 3 ? 80 : 0, 100]);
    const samples = samplePhoto(stripes, { a: 4, b: 0, tx: 0, ty: 0 }, 16, 16);
    for (let at = 0; at < samples.length; at += 3) {
      expect(samples[at]! * 255).toBeCloseTo(50, 3);
      expect(samples[at + 1]! * 255).toBeCloseTo(20, 3);
      expect(samples[at + 2]! * 255).toBeCloseTo(100, 3);
    }
  });
});

describe('sampleMap', () => {
  const map: FloatMap = {
    width: 3,
    height: 2,
    channels: 2,
    data: Float32Array.of(0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15),
  };

  test('the identity gives the map back', () => {
    expect(sampleMap(map, IDENTITY, 3, 2, 'zero')).toEqual(map);
  });

  test('between samples it is linear', () => {
    const half = sampleMap(map, { a: 1, b: 0, tx: 0.5, ty: 0.25 }, 2, 1, 'edge').data;
    expect(Array.from(half)).toEqual([1.25, 11.25, 2.25, 12.25]);
  });

  test('outside it repeats the border, or is zero', () => {
    const left: Similarity = { a: 1, b: 0, tx: -2, ty: 0 };
    expect(Array.from(sampleMap(map, left, 3, 1, 'edge').data)).toEqual([0, 10, 0, 10, 0, 10]);
    const below: Similarity = { a: 1, b: 0, tx: 0, ty: 1.5 };
    expect(Array.from(sampleMap(map, below, 1, 2, 'zero').data)).toEqual([1.5, 6.5, 0, 0]);
    expect(Array.from(sampleMap(map, below, 1, 2, 'edge').data)).toEqual([3, 13, 3, 13]);
  });
});

describe('photo pyramid', () => {
  const photo = drawPhoto(5, 4, (x, y) => [10 * x, 10 * y, 200]);

  test('no level has fewer pixels than samples', () => {
    const pyramid = createPhotoPyramid(photo);
    const sizes = [0.5, 1, 1.99, 2, 3.99, 4].map((spacing) => {
      const { photo: level, pixelSize } = pyramid.levelFor(spacing);
      return [level.width, level.height, pixelSize];
    });
    const full = [5, 4, 1];
    expect(sizes).toEqual([full, full, full, [3, 2, 2], [3, 2, 2], [2, 1, 4]]);
    expect(pyramid.levelFor(1).photo).toBe(photo);
  });

  test('a pixel of the next level is the mean of four, an odd border of its own', () => {
    const { data } = createPhotoPyramid(photo).levelFor(2).photo;
    expect(Array.from(data.subarray(0, 12))).toEqual([
      5, 5, 200, 255, 25, 5, 200, 255, 40, 5, 200, 255,
    ]);
  });
});
