import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decodeFile } from '../src/offscreen/codecs';
import type { JobOptions } from '../src/shared/job';
import { ExtensionJobs, type JobOutcome } from '../scripts/protect/extension-jobs';
import { launchChromium } from '../scripts/launch-chromium';
import { dataFolder } from './support/data-folder';
import { peakOfExtension } from './support/extension-memory';
import { compare, type Expectation, type FileRow } from './support/file-expectation';
import { commitHere, describeRun } from './support/machine';
import { codecsInNode } from './support/read-photo';

/**
 * Every file of odd/ and photos/ through the built extension, compared with what is written down in
 * files-expected.json. Resumes: files/rows.json keeps what is done. `--quick`: one step a face, which
 * shows what is read, found, refused and asked, and that nothing leaves of a face that is not done;
 * `--only PATTERN`. Exit code 1 when a file behaves otherwise than expected.
 */
const EXPECTED = 'bench/files-expected.json';
const TIMEOUT_MS = 1_800_000;

const argv = process.argv.slice(2);
const data = dataFolder(argv);
if (data === undefined) throw new Error('Where are the files? --data DIR with odd/ and photos/');
const isQuick = argv.includes('--quick');
const only = new RegExp(argv.includes('--only') ? (argv[argv.indexOf('--only') + 1] ?? '') : '');
const expected = JSON.parse(readFileSync(EXPECTED, 'utf8')) as Record<string, Expectation>;
const kept = join(
  'node_modules',
  '.cache',
  'unnoticed',
  isQuick ? 'files-quick.json' : 'files.json',
);
const rows: Record<string, FileRow> =
  existsSync(kept) && !argv.includes('--fresh')
    ? (JSON.parse(readFileSync(kept, 'utf8')) as Record<string, FileRow>)
    : {};

const codecs = codecsInNode();
const options: JobOptions = {
  seed: 1,
  timeoutMs: TIMEOUT_MS,
  metadata: 'basics',
  ...(isQuick && { maxSteps: 1 }),
};
const launch = { extensionDir: 'dist/chromium', plainKernels: true };
let chromium = await launchChromium(launch);
let jobs = await ExtensionJobs.open(chromium);
for (const name of Object.keys(expected)) {
  if (name in rows || !only.test(name) || !existsSync(join(data, name))) continue;
  process.stdout.write(`${name} `);
  try {
    rows[name] = await rowOf(join(data, name));
  } catch (error) {
    rows[name] = { outcome: `crash: ${String(error)}`, faces: 0, commit: commitHere() };
    await chromium.close().catch(() => undefined);
    chromium = await launchChromium(launch);
    jobs = await ExtensionJobs.open(chromium);
  }
  process.stdout.write(`${rows[name].outcome}\n`);
  await mkdir(join('node_modules', '.cache', 'unnoticed'), { recursive: true });
  await writeFile(kept, JSON.stringify(rows));
}
await chromium.close();

async function rowOf(path: string): Promise<FileRow> {
  await peakOfExtension(process.pid, true);
  const started = performance.now();
  let heard = started;
  let silence = 0;
  const hear = (): void => {
    silence = Math.max(silence, (performance.now() - heard) / 1000);
    heard = performance.now();
  };
  const outcome = await jobs.protect(path, options, hear);
  hear();
  const seconds = (performance.now() - started) / 1000;
  const peak = await peakOfExtension(process.pid);
  return { ...described(outcome), ...(await deliveredAs(outcome)), seconds, silence, peak };
}

function described({ report }: JobOutcome): FileRow {
  const { outcome, code, faces, bytesIn, bytesOut, formats } = report;
  const said =
    outcome === 'protected'
      ? `protected ${String(faces.length)}`
      : outcome === 'no-face'
        ? 'no face'
        : code === 'animated'
          ? 'asked'
          : `refused: ${code ?? ''}`;
  return {
    commit: commitHere(),
    outcome: said,
    faces: faces.length,
    bytesIn,
    bytesOut,
    ...(formats && { in: formats.in, out: formats.out }),
  };
}

/** What the delivered bytes themselves say: upright size, colours. */
async function deliveredAs({ bytes }: JobOutcome): Promise<Partial<FileRow>> {
  if (bytes === undefined) return {};
  const { photo, native, kept: metadata } = await decodeFile(bytes, codecs);
  const profile = native ? 'wide' : metadata.icc ? 'like sRGB' : 'none';
  return { size: `${String(photo.width)}x${String(photo.height)}`, profile };
}

const named = Object.entries(expected).flatMap(([name, expectation]) => {
  const row = rows[name];
  return row ? [{ name, row, problems: compare(row, expectation) }] : [];
});
const wrong = named.filter(({ problems }) => problems.length > 0);
const commits = [...new Set(named.map(({ row }) => row.commit))].map((commit) => {
  const count = named.filter(({ row }) => row.commit === commit).length;
  return `${String(count)} at ${commit}`;
});
const cell = (value: string | number | boolean | null | undefined): string => String(value ?? '');
const megabytes = (bytes = 0): string => (bytes / 1e6).toFixed(0);
const lines = [
  '# Files as people have them',
  '',
  ...describeRun(`npm run bench:files -- --data DIR${isQuick ? ' --quick' : ''}`),
  '',
  isQuick
    ? 'One step a face: what is read, found, refused and asked. A face that is not done is refused, and nothing leaves.'
    : 'With all steps.',
  `${String(named.length)} of ${String(Object.keys(expected).length)} files (${commits.join(', ')}); ${String(wrong.length)} otherwise than written in ${EXPECTED}.`,
  'Peak: resident memory of the engine process, counted anew for each file; what it kept of the file before is in it.',
  'Silence: the longest time in which the job said nothing of how far it is.',
  '',
  '| file | in | out | outcome | faces | bytes in | bytes out | upright size | profile out | s | silence, s | peak, MB | |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ...named.map(({ name, row, problems }) => {
    const { outcome, faces, bytesIn, bytesOut, size, profile, peak } = row;
    const [seconds, silence] = [row.seconds ?? 0, row.silence ?? 0].map((time) => time.toFixed(1));
    const cells = [basename(name), cell(row.in), cell(row.out), outcome, faces, cell(bytesIn)];
    const rest = [cell(bytesOut), cell(size), cell(profile), seconds, silence, megabytes(peak)];
    return `| ${[...cells, ...rest, problems.join('; ') || 'as expected'].join(' | ')} |`;
  }),
];
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/files.md', `${lines.join('\n')}\n`);
await writeFile('docs/results/files.json', `${JSON.stringify(rows, null, 1)}\n`);
process.stdout.write(
  `${(await readFile('docs/results/files.md', 'utf8')).split('\n').slice(0, 12).join('\n')}\n`,
);
process.exit(wrong.length > 0 ? 1 : 0);
