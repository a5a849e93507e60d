import { describe, expect, test } from 'vitest';
import { cannyEdges } from '../../../src/engine/jnd/canny';

const SIDE = 24;

/** The edges of a map of SIDE * SIDE as one line of text per row. */
function edgesOf(level: (x: number, y: number) => number, threshold = 0.5): string[] {
  const map = Float32Array.from({ length: SIDE * SIDE }, (_, i) =>
    level(i % SIDE, Math.floor(i / SIDE)),
  );
  const edges = cannyEdges((y) => map.subarray(y * SIDE, (y + 1) * SIDE), SIDE, SIDE, threshold);
  return Array.from({ length: SIDE }, (_, y) =>
    [...edges.subarray(y * SIDE, (y + 1) * SIDE)].map((one) => (one ? '#' : '.')).join(''),
  );
}

/** A step of three levels: its middle column is the steepest. */
const step = (at: number, from: number, middle: number): number => Math.sign(at - middle) * from;

const dots = '.'.repeat(SIDE);

test('a flat map and one that is flat but for rounding have none', () => {
  expect(edgesOf(() => 93).join('')).not.toContain('#');
  expect(edgesOf((x) => 93 + 1e-4 * (x % 2)).join('')).not.toContain('#');
});

describe('a step is one line, on its steepest place', () => {
  const column = `${'.'.repeat(9)}#${'.'.repeat(14)}`;

  test('upright', () => {
    const rows = edgesOf((x) => step(x, 50, 9));
    for (const row of rows.slice(1, -1)) expect(row).toBe(column);
  });

  test('upright, falling', () => {
    const rows = edgesOf((x) => -step(x, 50, 9));
    for (const row of rows.slice(1, -1)) expect(row).toBe(column);
  });

  test('lying', () => {
    const rows = edgesOf((_, y) => step(y, 50, 9));
    expect(rows[9]!.slice(1, -1)).toBe('#'.repeat(SIDE - 2));
    expect(rows.filter((row) => row !== dots)).toHaveLength(1);
  });

  test('slanting: with its twin, as its neighbours across lie a diagonal away', () => {
    const rows = edgesOf((x, y) => step(x, 50, y));
    for (let y = 5; y < SIDE - 5; y++) {
      expect(rows[y]).toBe(`${'.'.repeat(y)}##${'.'.repeat(SIDE - 2 - y)}`);
    }
  });

  test('without a middle it is still one line, beside the step', () => {
    const rows = edgesOf((x) => (x < 9 ? 0 : 80));
    for (const row of rows.slice(1, -1)) expect(row).toMatch(/^\.{8}(#\.|\.#)\.{14}$/);
  });
});

describe('hysteresis at threshold 0.5 of the strongest, a step of +-50', () => {
  // High is half of it, a step of 25; low is 0.4 of that, a step of 10.
  const beside = (weak: number) => (x: number) => step(x, 50, 5) + step(x, weak, 17);
  const second = (rows: string[]): boolean => rows[12]![17] === '#';

  test('a line of its own needs the high threshold', () => {
    expect(second(edgesOf(beside(27)))).toBe(true);
    expect(second(edgesOf(beside(23)))).toBe(false);
    expect(second(edgesOf(beside(23), 0.4))).toBe(true);
  });

  test('the end of a strong line needs only the low one', () => {
    // It fades from 50 by 5 levels a row, so that nothing crosses it.
    const fading = (weak: number) => (x: number, y: number) =>
      step(x, Math.min(50, Math.max(weak, 50 - 5 * (y - 6))), 9);
    expect(edgesOf(fading(15))[20]![9]).toBe('#');
    expect(edgesOf(fading(7))[20]![9]).toBe('.');
  });
});
