import { expect, test } from 'vitest';
import type { Photo } from '../../../src/engine/photo';
import { drawPlots } from '../../../bench/support/plot';

const RED = [200, 0, 0] as const;

/** Where a colour lies: bounds of its pixels. */
function boundsOf({ width, height, data }: Photo, [r, g, b]: readonly number[]) {
  const [xs, ys]: [number[], number[]] = [[], []];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      if (data[at] === r && data[at + 1] === g && data[at + 2] === b) {
        xs.push(x);
        ys.push(y);
      }
    }
  }
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

const plot = (points: readonly (readonly [number, number])[]) => ({
  x: [30, 40, 2] as const,
  y: [0, 100, 20] as const,
  lines: [{ colour: RED, points }],
});

test('larger values lie further right and further up, at their share of the axes', () => {
  const low = boundsOf(drawPlots([plot([[30, 0]])]), RED);
  const middle = boundsOf(drawPlots([plot([[35, 50]])]), RED);
  const high = boundsOf(drawPlots([plot([[40, 100]])]), RED);
  expect(high.left).toBeGreaterThan(middle.left);
  expect(high.top).toBeLessThan(middle.top);
  expect(Math.abs(middle.left - (low.left + high.left) / 2)).toBeLessThanOrEqual(1);
  expect(Math.abs(middle.top - (low.top + high.top) / 2)).toBeLessThanOrEqual(1);
});

test('points are joined, and the second plot lies beside the first', () => {
  const points = [
    [32, 20],
    [38, 80],
  ] as const;
  const one = boundsOf(drawPlots([plot(points)]), RED);
  const both = drawPlots([plot([]), plot(points)]);
  const second = boundsOf(both, RED);
  const width = both.width / 2;
  expect(second).toEqual({ ...one, left: one.left + width, right: one.right + width });
  const single = drawPlots([plot(points)]);
  const between = Math.round((one.left + one.right) / 2);
  const column = Array.from({ length: single.height }, (_, y) => (y * single.width + between) * 4);
  expect(column.some((at) => single.data[at] === 200 && single.data[at + 1] === 0)).toBe(true);
});
