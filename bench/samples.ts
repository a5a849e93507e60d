import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaceReport } from '../src/engine/protect-types';
import { describeRun } from './support/machine';

/** What `npm run protect -- --json` writes; docs/report.md. */
interface Report {
  readonly photos: readonly {
    readonly name: string;
    readonly outcome: string;
    readonly code?: string;
    readonly faces: readonly FaceReport[];
    readonly backend: string | null;
    readonly seconds: { readonly total: number };
    readonly bytesIn: number;
    readonly bytesOut: number | null;
  }[];
}

/** The six group photos of @vladmandic/face-api through the built extension: `npm run protect`. */
const samples = [1, 2, 3, 4, 5, 6].map(
  (n) => `node_modules/@vladmandic/face-api/demo/sample${String(n)}.jpg`,
);
const folder = await mkdtemp(join(tmpdir(), 'unnoticed-samples-'));
const json = join(folder, 'report.json');
const run = spawnSync(
  process.execPath,
  [
    'node_modules/tsx/dist/cli.mjs',
    'scripts/protect.ts',
    ...samples,
    '--out',
    folder,
    '--seed',
    '1',
    '--json',
    json,
  ],
  { stdio: 'inherit' },
);
const report = JSON.parse(await readFile(json, 'utf8')) as Report;
await rm(folder, { recursive: true });

const faces = report.photos.flatMap((photo) => photo.faces);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const psnrs = faces.map((face) => face.psnr ?? Infinity);
const lines = ['# The six group photos through the built extension', ''];
lines.push(...describeRun('npm run bench:samples'));
lines.push(
  `- backend: ${[...new Set(report.photos.map((photo) => photo.backend))].join(', ')}`,
  '',
);
lines.push('Figures of a face: tight box, against the clean photo encoded in the same way.', '');
lines.push(
  '| photo | face (x, y, w, h) | protected | PSNR, dB | SSIM | over J | steps | cosine after (limit) |',
);
lines.push('| --- | --- | --- | --- | --- | --- | --- | --- |');
for (const photo of report.photos) {
  for (const face of photo.faces) {
    const cosine = face.recognisers
      .map((one) => `${one.after.toFixed(3)} (${one.threshold.toFixed(3)})`)
      .join(', ');
    lines.push(
      `| ${photo.name.split('/').at(-1) ?? ''} | ${face.box.join(', ')} | ${face.protected ? 'yes' : `no: ${face.code ?? ''}`} ` +
        `| ${(face.psnr ?? Infinity).toFixed(1)} | ${face.ssim.toFixed(3)} | ${(100 * face.overJnd).toFixed(1)} % ` +
        `| ${String(face.steps)} | ${cosine} |`,
    );
  }
}
lines.push('', '| | bar | measured |', '| --- | --- | --- |');
const done = faces.filter((face) => face.protected).length;
lines.push(
  `| faces protected | all found | ${String(done)} of ${String(faces.length)} |`,
  `| mean PSNR | 41 dB | ${mean(psnrs).toFixed(2)} dB |`,
  `| worst PSNR | 38 dB | ${Math.min(...psnrs).toFixed(2)} dB |`,
  `| mean SSIM | 0.975 | ${mean(faces.map((face) => face.ssim)).toFixed(4)} |`,
  `| over J, mean | 1 % | ${(100 * mean(faces.map((face) => face.overJnd))).toFixed(1)} % |`,
  `| seconds, six photos | | ${report.photos.reduce((sum, photo) => sum + photo.seconds.total, 0).toFixed(0)} |`,
);
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/samples.md', `${lines.join('\n')}\n`);
// Where the files were meanwhile says nothing.
const kept = JSON.stringify(report, null, 2).replaceAll(join(folder, '/'), '');
await writeFile('docs/results/samples.json', `${kept}\n`);
process.stdout.write(`${lines.join('\n')}\n`);
process.exit(run.status ?? 1);
