import type { Colour, Plot, PlotLine } from '../support/plot';
import type { SpeedCase } from './cases';
import { CASES } from './cases';
import type { SpeedRow } from './row';

const COLOURS: readonly (readonly [name: string, colour: Colour])[] = [
  ['blue', [30, 90, 200]],
  ['red', [205, 50, 40]],
  ['green', [40, 150, 70]],
  ['orange', [225, 140, 20]],
  ['violet', [140, 70, 170]],
  ['grey', [130, 130, 130]],
];

/** Ticks that are drawn at most along an axis. */
const TICKS = 6;

/**
 * Seconds of a warm photo over megapixels and over faces, of the last step and of the first one, a
 * line for each number of workers; of the level and the kernels of the last row. `about` says which
 * colour is which. No plots where no line would have two points.
 */
export function plotsOf(rows: readonly SpeedRow[]): { plots: Plot[]; about: string } {
  const last = rows.at(-1);
  if (!last) return { plots: [], about: '' };
  const shown = rows.filter(
    ({ warm, level, kernels }) => warm && level === last.level && kernels === last.kernels,
  );
  const steps = [...new Set([last.step, shown[0]?.step ?? last.step])];
  const series = steps
    .flatMap((step) => {
      const ofStep = shown.filter((row) => row.step === step);
      const counts = [...new Set(ofStep.map(({ workers }) => workers))].sort((a, b) => a - b);
      return counts.map((workers) => ({
        name: `${step}, ${String(workers)} worker${workers === 1 ? '' : 's'}`,
        rows: ofStep.filter((row) => row.workers === workers),
      }));
    })
    .slice(0, COLOURS.length);
  const plots = (['megapixels', 'faces'] as const).flatMap((along) => {
    const lines = series.map((one, i) => lineOf(one.rows, along, COLOURS[i]![1]));
    if (!lines.some(({ points }) => points.length > 1)) return [];
    const points = lines.flatMap((line) => line.points);
    return [{ x: axis(points.map(([x]) => x)), y: axis(points.map(([, y]) => y)), lines }];
  });
  const legend = series.map(({ name }, i) => `${COLOURS[i]![0]}: ${name}`).join('; ');
  return { plots, about: `${last.level}, ${last.kernels} kernels, warm; ${legend}` };
}

function lineOf(
  rows: readonly SpeedRow[],
  along: SpeedCase['along'][number],
  colour: Colour,
): PlotLine {
  const names = new Set(CASES.filter((one) => one.along.includes(along)).map(({ name }) => name));
  const points = rows
    .filter((row) => names.has(row.case))
    .map((row) => [row[along], row.seconds.total] as const)
    .sort(([a], [b]) => a - b);
  return { colour, points };
}

/** From nothing to above the largest, in steps of 1, 2 or 5 times a power of ten. */
function axis(values: readonly number[]): Plot['x'] {
  const rough = Math.max(...values, 1) / TICKS;
  const power = 10 ** Math.max(0, Math.floor(Math.log10(rough)));
  const tick = power * ([1, 2, 5].find((one) => one * power >= rough) ?? 10);
  return [0, tick * Math.ceil(Math.max(...values, 1) / tick), tick];
}
