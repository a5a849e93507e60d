import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeFile } from '../../src/offscreen/codecs';
import { drawPlots } from '../support/plot';
import { codecsInNode } from '../support/read-photo';
import { pageOf } from './page';
import { plotsOf } from './plots';
import type { CommandRow, SpeedResults, SpeedRow } from './row';

/** What was measured before, below `outDir`. */
export async function readResults(outDir: string): Promise<SpeedResults> {
  const path = join(outDir, 'speed.json');
  if (!existsSync(path)) return { rows: [], commands: [] };
  return JSON.parse(await readFile(path, 'utf8')) as SpeedResults;
}

/** The table of figures, the page and the plot, whole again after every row. */
export async function writeResults(
  outDir: string,
  results: SpeedResults,
  command: string,
): Promise<void> {
  await mkdir(outDir, { recursive: true });
  const text = `${JSON.stringify(results, undefined, 1)}\n`;
  await writeFile(join(outDir, 'speed.json'), text);
  const { plots, about } = plotsOf(results.rows);
  if (plots.length > 0) {
    const format = { format: 'png', hasAlpha: false } as const;
    const png = await encodeFile(drawPlots(plots), format, codecsInNode());
    await writeFile(join(outDir, 'speed.png'), png);
  }
  await writeFile(join(outDir, 'speed.md'), pageOf(results, command, about));
}

/** A row takes the place of the one that says the same of the same step. */
export function withRow(results: SpeedResults, row: SpeedRow): SpeedResults {
  const isSame = (one: SpeedRow): boolean =>
    one.step === row.step &&
    one.case === row.case &&
    one.level === row.level &&
    one.workers === row.workers &&
    one.warm === row.warm &&
    one.kernels === row.kernels;
  return { ...results, rows: [...results.rows.filter((one) => !isSame(one)), row] };
}

export function withCommand(results: SpeedResults, row: CommandRow): SpeedResults {
  const others = results.commands.filter(
    ({ step, command }) => step !== row.step || command !== row.command,
  );
  return { ...results, commands: [...others, row] };
}
