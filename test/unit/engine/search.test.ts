import { describe, expect, test } from 'vitest';
import { boxOverlap, boxShare } from '../../../src/engine/detect/box-overlap';
import { nonMaxSuppression } from '../../../src/engine/detect/non-max-suppression';
import { searchTiles, smallestTile } from '../../../src/engine/detect/tiles';
import type { Box } from '../../../src/engine/photo';

/** Tiles of one side length. */
function tilesBySide(tiles: readonly Box[]): Box[][] {
  const sides = [...new Set(tiles.map((tile) => tile[2]))];
  return sides.map((side) => tiles.filter((tile) => tile[2] === side));
}

describe('search tiles', () => {
  test('the first tiles are square, have the photo in their middle, and are twice and once its length', () => {
    expect(searchTiles(1920, 1280, 480).slice(0, 2)).toEqual([
      [-960, -1280, 3840, 3840],
      [0, -320, 1920, 1920],
    ]);
    expect(searchTiles(300, 400, 480)).toEqual([
      [-250, -200, 800, 800],
      [-50, 0, 400, 400],
    ]);
  });

  test('tiles halve down to the smallest side', () => {
    const sides = tilesBySide(searchTiles(1920, 1280, 500)).map(([tile]) => tile?.[2]);
    expect(sides).toEqual([3840, 1920, 960, 500]);
    for (const [, , width, height] of searchTiles(1920, 1280, 500)) expect(width).toBe(height);
  });

  test.each([
    [1920, 1280, 480],
    [641, 5000, 480],
    [8000, 6000, 1000],
  ])('every level covers %d x %d, and neighbours share a fifth', (width, height, smallest) => {
    for (const level of tilesBySide(searchTiles(width, height, smallest))) {
      for (const [axis, size] of [
        [0, width],
        [1, height],
      ] as const) {
        const side = level[0]![2];
        const starts = [...new Set(level.map((tile) => tile[axis]))].sort((a, b) => a - b);
        expect(starts[0]).toBeLessThanOrEqual(0);
        expect(starts.at(-1)! + side).toBeGreaterThanOrEqual(size - 1e-9);
        for (let i = 1; i < starts.length; i++) {
          expect(starts[i]! - starts[i - 1]!).toBeLessThanOrEqual(0.8 * side + 1e-9);
        }
        if (side < size) {
          expect(starts[0]).toBe(0);
          expect(starts.at(-1)! + side).toBeCloseTo(size, 9);
        }
      }
    }
  });
});

describe('boxes', () => {
  test('overlap is the shared area over the united one', () => {
    expect(boxOverlap([0, 0, 4, 4], [2, 2, 4, 4])).toBeCloseTo(4 / 28, 12);
    expect(boxOverlap([0, 0, 4, 4], [0, 0, 4, 4])).toBe(1);
    expect(boxOverlap([0, 0, 4, 4], [4, 0, 4, 4])).toBe(0);
    expect(boxOverlap([0, 0, 1, 1], [5, 5, 1, 1])).toBe(0);
  });

  test('share is the shared area over the smaller box', () => {
    expect(boxShare([0, 0, 10, 10], [8, 0, 4, 2])).toBe(0.5);
    expect(boxShare([2, 2, 2, 2], [0, 0, 10, 10])).toBe(1);
    expect(boxShare([0, 0, 2, 2], [0, 3, 2, 2])).toBe(0);
  });
});

describe('non-maximum suppression', () => {
  const face = (box: Box, score: number): { box: Box; score: number } => ({ box, score });

  test('of each group the best is kept, best first', () => {
    const weak = face([1, 0, 10, 10], 0.6);
    const strong = face([0, 0, 10, 10], 0.9);
    const inside = face([3, 3, 2, 2], 0.7);
    const alone = face([50, 50, 10, 10], 0.8);
    const all = [weak, strong, inside, alone];
    expect(nonMaxSuppression(all, 0.4)).toEqual([strong, alone]);
    expect(all).toEqual([weak, strong, inside, alone]);
  });

  test('boxes that share no more than allowed both stay', () => {
    const a = face([0, 0, 10, 10], 0.9);
    const b = face([6, 0, 10, 10], 0.8);
    expect(nonMaxSuppression([a, b], 0.4)).toHaveLength(2);
    expect(nonMaxSuppression([a, b], 0.39)).toEqual([a]);
  });

  test('what only a suppressed box overlaps stays', () => {
    const items = [
      face([0, 0, 10, 10], 0.9),
      face([5, 0, 10, 10], 0.8),
      face([10, 0, 10, 10], 0.7),
    ];
    expect(nonMaxSuppression(items, 0.4).map((item) => item.score)).toEqual([0.9, 0.7]);
  });
});

test.each([
  ['a small photo', 1920, 1280, 480],
  ['one of 12 megapixels', 4000, 3000, 500],
  ['a wide one', 4608, 2592, 576],
  ['a long picture of a screen', 1080, 12_000, 480],
  ['a longer one', 1080, 20_000, 625],
  ['a panorama', 16_000, 3900, 1000],
])('the smallest tile of %s', (_, width, height, side) => {
  expect(smallestTile(width, height, 480)).toBe(side);
});
