import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../src/engine/seeded-random';
import type { Box, Photo } from '../src/engine/photo';
import { jndOfRegion } from '../src/engine/jnd/jnd-of-region';
import type { JndModel } from '../src/engine/jnd/jnd-model';
import { psnr } from '../src/engine/metrics/psnr';
import { ssim } from '../src/engine/metrics/ssim';
import { fsim } from './metrics/fsim';
import { gmsd } from './metrics/gmsd';
import { msSsim } from './metrics/ms-ssim';
import { bootstrapInterval } from './support/bootstrap';
import { dataFolder } from './support/data-folder';
import { startWasm } from './support/engine-in-node';
import { describeRun } from './support/machine';
import { codecsInNode, readPhoto } from './support/read-photo';
import { EQUAL_ENERGY, PROTOCOLS } from './support/jnd-protocols';
import { addNoiseOfEnergy, greyPhoto, randomSigns } from './support/threshold-noise';

/**
 * The JND models on the Kodak photos: noise at threshold, its PSNR beside the published one; and
 * noise scaled to the same energy, which a better model hides better. `--data DIR` holds
 * kodak/*.png; `--quick` takes every fourth photo.
 */
const SEED = 20_260_101;
/** The energy at which the models are compared: that of 30 dB, about where thresholds lie. */
const DECIBELS = 30;
const ENERGY = 255 ** 2 / 10 ** (DECIBELS / 10);
const METRICS: readonly [string, (a: Photo, b: Photo, box: Box) => number][] = [
  ['SSIM', ssim],
  ['MS-SSIM', msSsim],
  ['FSIM', fsim],
  ['GMSD', gmsd],
];

const quick = process.argv.includes('--quick');
const folder = join(dataFolder(process.argv) ?? '', 'kodak');
if (!existsSync(folder)) {
  process.stderr.write('No photos: pass --data DIR with kodak/*.png\n');
  process.exit(2);
}
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.png'))
  .sort()
  .filter((_, i) => !quick || i % 4 === 0);

await startWasm();
const codecs = codecsInNode();
/** Per table and row, per photo: its figures. */
const atThreshold = PROTOCOLS.map((): number[] => []);
const atEnergy = EQUAL_ENERGY.map((): number[][] => []);
const started = performance.now();
for (const [i, name] of names.entries()) {
  const { photo } = await readPhoto(join(folder, name), codecs);
  const random = seededRandom(SEED + i);
  for (const [p, protocol] of PROTOCOLS.entries()) {
    atThreshold[p]!.push(await protocol.psnr(photo, random));
  }
  for (const [e, { isGrey, model }] of EQUAL_ENERGY.entries()) {
    atEnergy[e]!.push(await figures(isGrey ? greyPhoto(photo) : photo, isGrey, model));
  }
  const left = ((performance.now() - started) / (i + 1)) * (names.length - i - 1);
  process.stderr.write(`\r${name}, ${String(Math.ceil(left / 1000))} s left   `);
}
process.stderr.write('\n');

const whole = names.map((_, i) => i);
const text = [...header(), ...thresholdTable(), ...energyTable('grey'), ...energyTable('colour')];
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/jnd.md', `${text.join('\n').trimEnd()}\n`);
await writeFile('docs/results/jnd.json', `${JSON.stringify(results(), null, 2)}\n`);
process.stdout.write(`${text.join('\n')}\n`);

/** The metrics of noise with the model's shape and the energy that all share. */
async function figures(photo: Photo, isGrey: boolean, model: JndModel): Promise<number[]> {
  const box: Box = [0, 0, photo.width, photo.height];
  const map = await jndOfRegion(photo, box, model);
  const count = photo.width * photo.height * (isGrey ? 1 : 3);
  // The same signs for every model: they differ in the thresholds alone.
  const signs = randomSigns(count, seededRandom(SEED));
  const noisy = addNoiseOfEnergy(photo, map.data, signs, ENERGY);
  return [psnr(photo, noisy, box) ?? Infinity, ...METRICS.map(([, of]) => of(photo, noisy, box))];
}

function header(): string[] {
  return [
    '# The JND models',
    '',
    ...describeRun(`npm run bench:jnd -- --data DIR${quick ? ' --quick' : ''}`),
    `- backend: wasm; seed ${String(SEED)}`,
    '',
    `${String(names.length)} Kodak photos. Intervals: 95 %, bootstrap over photos, 1,000 rounds.`,
    '',
  ];
}

function thresholdTable(): string[] {
  return [
    '## Noise at threshold',
    '',
    'Every sample moved by its own threshold, up or down at random; rounded to whole levels.',
    'Published: averages over 30 photos, which are not ours.',
    '',
    '| model | what is measured | PSNR, dB | published, dB | difference |',
    '| --- | --- | --- | --- | --- |',
    ...PROTOCOLS.map(({ model, what, published }, p) => {
      const values = atThreshold[p]!;
      const mean = meanOf(values);
      const difference = published === undefined ? '' : signed(mean - published);
      return `| ${model} | ${what} | ${withInterval(values, 2)} | ${published?.toFixed(2) ?? 'none found'} | ${difference} |`;
    }),
    '',
    'Yang in colour has one published figure and no definition of it that we could read: whose PSNR,',
    'and at which resolution of the colour differences. The rows are the readings. As a mean over the',
    'three components it is above the published figure, over RGB at full resolution below it',
    '(each colour difference enters two channels, with squares that sum to 2.5 and 3.3), and over',
    'RGB with colour differences of half the resolution, as video has them, it is the nearest.',
    '',
  ];
}

function energyTable(kind: 'grey' | 'colour'): string[] {
  const rows = EQUAL_ENERGY.flatMap((row, e) =>
    row.isGrey === (kind === 'grey') ? [[row.name, atEnergy[e]!] as const] : [],
  );
  return [
    `## Noise of the same energy, ${kind}`,
    '',
    kind === 'grey'
      ? `Scaled to ${String(DECIBELS)} dB on the photo in grey. "Even" has one threshold everywhere, so it is whole levels.`
      : `Scaled to ${String(DECIBELS)} dB over RGB, each sample with its own sign. The metrics see luma only: a model that puts more into red and blue gains here, whatever the eye says.`,
    '',
    `| model | PSNR, dB | ${METRICS.map(([name]) => name).join(' | ')} |`,
    `| --- | --- | ${METRICS.map(() => '---').join(' | ')} |`,
    ...rows.map(([name, values]) => {
      const columns = [0, ...METRICS.map((_, m) => m + 1)].map((column) =>
        withInterval(
          values.map((one) => one[column]!),
          column === 0 ? 2 : 4,
        ),
      );
      return `| ${name} | ${columns.join(' | ')} |`;
    }),
    '',
  ];
}

function results(): unknown {
  return {
    seed: SEED,
    photos: names,
    atThreshold: PROTOCOLS.map(({ model, what, published }, p) => ({
      model,
      what,
      published,
      mean: meanOf(atThreshold[p]!),
      psnr: atThreshold[p],
    })),
    atEnergy: EQUAL_ENERGY.map(({ name, isGrey }, e) => ({
      model: name,
      isGrey,
      metrics: ['PSNR', ...METRICS.map(([metric]) => metric)],
      values: atEnergy[e],
    })),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function withInterval(values: readonly number[], digits: number): string {
  const [low, high] = bootstrapInterval(
    whole,
    (drawn) => meanOf(drawn.map((i) => values[i]!)),
    SEED,
  );
  return `${meanOf(values).toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(2)}`;
}
