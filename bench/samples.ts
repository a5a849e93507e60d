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

interface Measured {
  readonly report: Report;
  readonly status: number | null;
}

/** How the photos are protected, and what a face's figures are held against. */
interface Setting {
  readonly title: string;
  readonly args: readonly string[];
  readonly bars: {
    readonly meanPsnr: number;
    readonly worstPsnr?: number;
    readonly meanSsim: number;
  };
}

/** The first is what the bars of the first piece were about; docs/decisions/0032. */
const SETTINGS: readonly Setting[] = [
  {
    title: 'No more than the built-in recognisers need, in the file itself',
    args: ['--transfer', '0', '--as-delivered'],
    bars: { meanPsnr: 41, worstPsnr: 38, meanSsim: 0.975 },
  },
  {
    title: 'Strong, the default',
    args: [],
    bars: { meanPsnr: 33.5, meanSsim: 0.93 },
  },
];

/** The six group photos of @vladmandic/face-api. */
const SAMPLES = [1, 2, 3, 4, 5, 6].map(
  (n) => `node_modules/@vladmandic/face-api/demo/sample${String(n)}.jpg`,
);

/** The photos through the built extension: `npm run protect`. */
async function protect(args: readonly string[]): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'unnoticed-samples-'));
  const json = join(folder, 'report.json');
  const script = ['node_modules/tsx/dist/cli.mjs', 'scripts/protect.ts'];
  const asked = ['--out', folder, '--seed', '1', '--json', json, ...args];
  const run = spawnSync(process.execPath, [...script, ...SAMPLES, ...asked], { stdio: 'inherit' });
  // Where the files were meanwhile says nothing.
  const text = (await readFile(json, 'utf8')).replaceAll(join(folder, '/'), '');
  await rm(folder, { recursive: true });
  return { report: JSON.parse(text) as Report, status: run.status };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function tables({ title, args, bars }: Setting, { photos }: Report): string[] {
  const lines = [`## ${title}`, ''];
  const asked = ['npm run protect', ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
  const backends = [...new Set(photos.map((photo) => photo.backend))].join(', ');
  lines.push(`\`${asked}\`, backend: ${backends}`, '');
  lines.push(
    '| photo | face (x, y, w, h) | protected | PSNR, dB | SSIM | over J | steps | cosine after, recompressed (limit) |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
  );
  for (const photo of photos) {
    for (const face of photo.faces) {
      const cosine = face.recognisers
        .map(
          ({ after, recompressed, threshold }) =>
            `${after.toFixed(3)}, ${recompressed?.toFixed(3) ?? '-'} (${threshold.toFixed(3)})`,
        )
        .join('; ');
      lines.push(
        `| ${photo.name.split('/').at(-1) ?? ''} | ${face.box.join(', ')} | ${face.protected ? 'yes' : `no: ${face.code ?? ''}`} ` +
          `| ${(face.psnr ?? Infinity).toFixed(1)} | ${face.ssim.toFixed(3)} | ${(100 * face.overJnd).toFixed(1)} % ` +
          `| ${String(face.steps)} | ${cosine} |`,
      );
    }
  }
  const faces = photos.flatMap((photo) => photo.faces);
  const psnrs = faces.map((face) => face.psnr ?? Infinity);
  const done = faces.filter((face) => face.protected).length;
  const worst = bars.worstPsnr === undefined ? '' : `${String(bars.worstPsnr)} dB`;
  const seconds = photos.reduce((sum, photo) => sum + photo.seconds.total, 0);
  lines.push(
    '',
    '| | bar | measured |',
    '| --- | --- | --- |',
    `| faces protected | all found | ${String(done)} of ${String(faces.length)} |`,
    `| mean PSNR | ${String(bars.meanPsnr)} dB | ${mean(psnrs).toFixed(2)} dB |`,
    `| worst PSNR | ${worst} | ${Math.min(...psnrs).toFixed(2)} dB |`,
    `| mean SSIM | ${String(bars.meanSsim)} | ${mean(faces.map((face) => face.ssim)).toFixed(4)} |`,
    `| over J, mean | 1 % | ${(100 * mean(faces.map((face) => face.overJnd))).toFixed(1)} % |`,
    `| seconds, six photos | | ${seconds.toFixed(0)} |`,
    '',
  );
  return lines;
}

const lines = ['# The six group photos through the built extension', ''];
lines.push(...describeRun('npm run bench:samples'), '');
lines.push('Figures of a face: tight box, against the clean photo encoded in the same way.', '');
const reports: Record<string, Report> = {};
let status = 0;
await mkdir('docs/results', { recursive: true });
for (const setting of SETTINGS) {
  const measured = await protect(setting.args);
  reports[setting.title] = measured.report;
  status ||= measured.status ?? 1;
  lines.push(...tables(setting, measured.report));
  // Each takes minutes: what is there is kept.
  await writeFile('docs/results/samples.md', `${lines.join('\n').trimEnd()}\n`);
  await writeFile('docs/results/samples.json', `${JSON.stringify(reports, null, 2)}\n`);
}
process.stdout.write(`${lines.join('\n')}\n`);
process.exit(status);
