import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { samplePhoto } from '../src/engine/geometry/sample-photo';
import { encodeFile } from '../src/offscreen/codecs';
import { peakOfExtension } from './support/extension-memory';
import { describeRun } from './support/machine';
import { codecsInNode, readPhoto } from './support/read-photo';

/**
 * Peak memory (VmHWM) of the extension's own process while `npm run protect` protects a photo of
 * 12 megapixels: sample 1, enlarged. Linux only: reads /proc.
 */
const WIDTH = 4240;
const folder = await mkdtemp(join(tmpdir(), 'unnoticed-memory-'));
const path = join(folder, 'twelve-megapixels.jpg');
const [width, height] = await writeLargePhoto(path);
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
const status = await new Promise<number | null>((resolve) => command.once('exit', resolve));
clearInterval(poll);
const report = JSON.parse(await readFile(json, 'utf8')) as {
  photos: { outcome: string; faces: unknown[]; backend: string; seconds: Record<string, number> }[];
};
await rm(folder, { recursive: true });
const [photo] = report.photos;
const lines = [
  '# Peak memory of the engine process',
  '',
  ...describeRun('npm run bench:memory'),
  '',
  `Sample 1 enlarged to ${String(width)} x ${String(height)} (${((width * height) / 1e6).toFixed(1)} megapixels),`,
  `${String(photo?.faces.length)} faces, ${String(photo?.outcome)} on ${String(photo?.backend)}.`,
  '',
  '| | bar | measured |',
  '| --- | --- | --- |',
  `| peak resident memory of the extension's process | 1.5 GB | ${(peak / 1e9).toFixed(2)} GB |`,
  `| seconds: ${Object.keys(photo?.seconds ?? {}).join(' / ')} | | ${Object.values(
    photo?.seconds ?? {},
  )
    .map((seconds) => seconds.toFixed(1))
    .join(' / ')} |`,
];
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/memory.md', `${lines.join('\n')}\n`);
process.stdout.write(`${lines.join('\n')}\n`);
process.exit(status ?? 1);

async function writeLargePhoto(to: string): Promise<[number, number]> {
  const codecs = codecsInNode();
  const sample = 'node_modules/@vladmandic/face-api/demo/sample1.jpg';
  const { photo, source } = await readPhoto(sample, codecs);
  const scale = photo.width / WIDTH;
  const rows = Math.round(photo.height / scale);
  const rgb = samplePhoto(photo, { a: scale, b: 0, tx: 0, ty: 0 }, WIDTH, rows);
  const data = new Uint8ClampedArray(WIDTH * rows * 4).fill(255);
  for (let i = 0; i < WIDTH * rows; i++) {
    for (let k = 0; k < 3; k++) data[i * 4 + k] = Math.round(rgb[i * 3 + k]! * 255);
  }
  await writeFile(to, await encodeFile({ width: WIDTH, height: rows, data }, source, codecs));
  return [WIDTH, rows];
}
