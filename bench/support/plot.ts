import type { Photo } from '../../src/engine/photo';

export type Colour = readonly [red: number, green: number, blue: number];

/** One line of a plot, its points in the order of x. */
export interface PlotLine {
  readonly colour: Colour;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Plot {
  readonly x: readonly [from: number, to: number, tick: number];
  readonly y: readonly [from: number, to: number, tick: number];
  readonly lines: readonly PlotLine[];
}

const [WIDTH, HEIGHT] = [420, 320];
/** Room for the numbers left of and below the axes; elsewhere a little. */
const [LEFT, BOTTOM, MARGIN] = [34, 26, 12];
const GREY: Colour = [222, 222, 222];
const INK: Colour = [60, 60, 60];
/** Twice the size of the glyphs below. */
const GLYPH_SCALE = 2;

/** Digits, 3 x 5, a row a number whose bits are its pixels, and the point. */
const GLYPHS: Readonly<Record<string, readonly number[]>> = {
  '0': [7, 5, 5, 5, 7],
  '1': [2, 6, 2, 2, 7],
  '2': [7, 1, 7, 4, 7],
  '3': [7, 1, 7, 1, 7],
  '4': [5, 5, 7, 1, 1],
  '5': [7, 4, 7, 1, 7],
  '6': [7, 4, 7, 5, 7],
  '7': [7, 1, 2, 2, 2],
  '8': [7, 5, 7, 5, 7],
  '9': [7, 5, 7, 1, 7],
  '.': [0, 0, 0, 0, 2],
};

/** Draws plots beside each other: axes with numbers, a line and square points for each method. */
export function drawPlots(plots: readonly Plot[]): Photo {
  const sheet = blank(WIDTH * plots.length, HEIGHT);
  plots.forEach((plot, i) => drawPlot(sheet, i * WIDTH, plot));
  return sheet;
}

function drawPlot(sheet: Photo, left: number, { x, y, lines }: Plot): void {
  const toX = (value: number): number =>
    left + LEFT + ((value - x[0]) / (x[1] - x[0])) * (WIDTH - LEFT - MARGIN);
  const toY = (value: number): number =>
    HEIGHT - BOTTOM - ((value - y[0]) / (y[1] - y[0])) * (HEIGHT - BOTTOM - MARGIN);
  for (const value of ticks(x)) {
    line(sheet, toX(value), toY(y[0]), toX(value), toY(y[1]), GREY);
    text(sheet, toX(value) - 7, HEIGHT - BOTTOM + 8, String(value));
  }
  for (const value of ticks(y)) {
    line(sheet, toX(x[0]), toY(value), toX(x[1]), toY(value), GREY);
    text(sheet, left + 4, toY(value) - 5, String(value));
  }
  for (const { colour, points } of lines) {
    points.forEach(([px, py], i) => {
      const next = points[i + 1];
      if (next) line(sheet, toX(px), toY(py), toX(next[0]), toY(next[1]), colour);
      square(sheet, toX(px), toY(py), 2, colour);
    });
  }
}

function ticks([from, to, tick]: Plot['x']): number[] {
  const first = Math.ceil(from / tick);
  const count = Math.floor(to / tick) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * tick);
}

function line(sheet: Photo, x0: number, y0: number, x1: number, y1: number, colour: Colour): void {
  const steps = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0)));
  for (let i = 0; i <= steps; i++) {
    const part = i / steps;
    square(sheet, x0 + (x1 - x0) * part, y0 + (y1 - y0) * part, 0, colour);
  }
}

/** A square of 2 * `radius` + 1 pixels. */
function square(sheet: Photo, x: number, y: number, radius: number, colour: Colour): void {
  const [cx, cy] = [Math.round(x), Math.round(y)];
  for (let py = cy - radius; py <= cy + radius; py++) {
    for (let px = cx - radius; px <= cx + radius; px++) {
      if (px < 0 || py < 0 || px >= sheet.width || py >= sheet.height) continue;
      sheet.data.set(colour, (py * sheet.width + px) * 4);
    }
  }
}

function text(sheet: Photo, left: number, top: number, written: string): void {
  Array.from(written).forEach((character, i) => {
    (GLYPHS[character] ?? []).forEach((row, y) => {
      for (let at = 0; at < 3 * GLYPH_SCALE * GLYPH_SCALE; at++) {
        const dx = at % (3 * GLYPH_SCALE);
        const dy = Math.floor(at / (3 * GLYPH_SCALE));
        if (((row >> (2 - Math.floor(dx / GLYPH_SCALE))) & 1) === 0) continue;
        square(sheet, left + i * 4 * GLYPH_SCALE + dx, top + y * GLYPH_SCALE + dy, 0, INK);
      }
    });
  });
}

function blank(width: number, height: number): Photo {
  return { width, height, data: new Uint8ClampedArray(width * height * 4).fill(255) };
}
