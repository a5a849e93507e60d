import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Box } from '../src/engine/photo';
import { seededRandom } from '../src/engine/seeded-random';
import { encodeFile } from '../src/offscreen/codecs';
import { peakOfExtension } from './support/extension-memory';
import { describeRun } from './support/machine';
import { enlarged, ONE_FACE_OF_SAMPLE_1 } from './support/made-photo';
import { codecsInNode, readPhoto } from './support/read-photo';

/**
 * Peak memory (VmHWM) of the extension's own process while `npm run protect` protects large photos,
 * enlarged from sample 1. Linux only: reads /proc. Arguments: which ones (1, 2, 3), all without.
 */
const SAMPLE = 'node_modules/@vladmandic/face-api/demo/sample1.jpg';
const SUBJECTS: readonly { width: number; part?: Box; bar: number }[] = [
  { width: 4240, bar: 1.5 },
  { width: 4244, part: ONE_FACE_OF_SAMPLE_1, bar: 1.2 },
  { width: 8484, part: ONE_FACE_OF_SAMPLE_1, bar: 2.2 },
];

interface Entry {
  readonly outcome: string;
  readonly code?: string;
  readonly faces: readonly unknown[];
  readonly backend: string;
  /** Missing where the engine was lost. */
  readonly seconds?: Readonly<Record<string, number>>;
}

const chosen = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'unnoticed-memory-'));
const lines = [
  '# Peak memory of the engine process',
  '',
  ...describeRun('npm run bench:memory'),
  '',
  'Photos enlarged from sample 1, with grain; GB is 1e9 bytes of resident memory of the whole extension process.',
  '',
  '| megapixels | faces | outcome | bar | peak | seconds: decode / detect / optimise / encode / verify / total |',
  '| --- | --- | --- | --- | --- | --- |',
];
for (const [i, { width, part, bar }] of SUBJECTS.entries()) {
  if (chosen.length > 0 && !chosen.includes(i + 1)) continue;
  const path = join(folder, `large-${String(i)}.jpg`);
  const megapixels = await writeLargePhoto(path, width, part);
  const { peak, photo } = await protect(path);
  const seconds = Object.values(photo.seconds ?? {}).map((value) => value.toFixed(1));
  lines.push(
    `| ${megapixels.toFixed(1)} | ${String(photo.faces.length)} | ${photo.code ?? photo.outcome} on ${photo.backend} ` +
      `| ${bar.toFixed(1)} GB | ${(peak / 1e9).toFixed(2)} GB | ${seconds.join(' / ')} |`,
  );
}
await rm(folder, { recursive: true });
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/memory.md', `${lines.join('\n')}\n`);
process.stdout.write(`${lines.join('\n')}\n`);

async function protect(path: string): Promise<{ peak: number; photo: Entry }> {
  const json = join(folder, 'report.json');
  const command = spawn(
    process.execPath,
    [
      'node_modules/tsx/dist/cli.mjs',
      'scripts/protect.ts',
      path,
      '--out',
      folder,
      '--seed',
      '1',
      '--plain',
      '--json',
      json,
    ],
    { stdio: 'inherit' },
  );
  let peak = 0;
  const poll = setInterval(() => {
    void peakOfExtension(command.pid ?? 0).then((bytes) => {
      peak = Math.max(peak, bytes);
    });
  }, 250);
  await new Promise((resolve) => command.once('exit', resolve));
  clearInterval(poll);
  const report = JSON.parse(await readFile(json, 'utf8')) as { photos: [Entry] };
  return { peak, photo: report.photos[0] };
}

/** Gives back how many megapixels it has. */
async function writeLargePhoto(to: string, width: number, part?: Box): Promise<number> {
  const codecs = codecsInNode();
  const { photo, source } = await readPhoto(SAMPLE, codecs);
  const large = enlarged(photo, width, seededRandom(1), part);
  await writeFile(to, await encodeFile(large, source, codecs));
  return (large.width * large.height) / 1e6;
}
