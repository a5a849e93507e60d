import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PhotoEntry } from '../src/shared/report-file';
import { dataFolder } from './support/data-folder';
import { loadModelsInNode, readModelIndex, startWasm } from './support/engine-in-node';
import { commitHere, describeRun } from './support/machine';
import { codecsInNode } from './support/read-photo';
import { photosIn } from './transfer/photos';
import { expectedSentence } from './verdict/expected-sentence';
import { recompute } from './verdict/recompute';

/**
 * Photos through the built extension by `npm run protect`, and the sentence that it says of each
 * beside what the delivered bytes say by themselves (verdict/recompute.ts). All of faces/, then lfw/
 * as it is, up to `--count` (100). Resumes; `--fresh` does not. Exit code 1 where they differ.
 */
const argv = process.argv.slice(2);
const valueOf = (name: string): string | undefined =>
  argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined;
const data = dataFolder(argv);
if (data === undefined) throw new Error('Where are the photos? --data DIR with faces/ and lfw/');
const count = Number(valueOf('--count') ?? 100);
const strength = valueOf('--strength') ?? 'strong';

interface Row {
  readonly outcome: string;
  readonly said: string;
  readonly expected: string;
  /** What the extension was built from. */
  readonly commit: string;
}

const folder = join('node_modules', '.cache', 'unnoticed');
const kept = join(folder, `verdicts-${strength}.json`);
const rows: Record<string, Row> =
  existsSync(kept) && !argv.includes('--fresh')
    ? (JSON.parse(readFileSync(kept, 'utf8')) as Record<string, Row>)
    : {};
await startWasm();
const models = await loadModelsInNode(await readModelIndex());
const codecs = codecsInNode();
const all = photosIn(data);
const chosen = [...all.filter(({ set }) => set === 'faces'), ...firstOfEach()].slice(0, count);
for (const { id, path } of chosen) {
  if (id in rows) continue;
  rows[id] = await rowOf(path);
  process.stdout.write(`${id}: ${isEqual(rows[id]) ? 'equal' : JSON.stringify(rows[id])}\n`);
  await mkdir(folder, { recursive: true });
  await writeFile(kept, JSON.stringify(rows));
}
models.dispose();

/** One photo each of the people of lfw. */
function firstOfEach() {
  const people = new Set<string>();
  return all.filter(({ set, person }) => {
    if (set !== 'lfw' || people.has(person)) return false;
    people.add(person);
    return true;
  });
}

async function rowOf(path: string): Promise<Row> {
  const out = mkdtempSync(join(tmpdir(), 'unnoticed-verdicts-'));
  try {
    const report = join(out, 'report.json');
    const { stdout } = spawnSync(
      'npm',
      [
        'run',
        '--silent',
        'protect',
        '--',
        path,
        '--out',
        out,
        '--json',
        report,
        '--seed',
        '1',
      ].concat(['--strength', strength]),
      { encoding: 'utf8', maxBuffer: 2 ** 26 },
    );
    const { photos } = JSON.parse(readFileSync(report, 'utf8')) as {
      readonly photos: readonly PhotoEntry[];
    };
    const [photo] = photos;
    if (!photo) throw new Error(`No report on ${path}`);
    const original = await readFile(path);
    const delivered = photo.out === null ? undefined : await readFile(photo.out);
    const found = delivered && (await recompute(original, delivered, models, codecs));
    const said = stdout.split('\n').find((line) => line.includes(path)) ?? '';
    const expected = expectedSentence(found);
    return { outcome: photo.outcome, said, expected, commit: commitHere() };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** The line says the sentence; of a failure, that it failed, and nothing was delivered. */
function isEqual({ outcome, said, expected }: Row): boolean {
  return outcome === 'failed' ? expected === '' : expected !== '' && said.includes(expected);
}

const named = Object.entries(rows);
const different = named.filter(([, row]) => !isEqual(row));
const commits = [...new Set(named.map(([, row]) => row.commit))].map((commit) => {
  const count = named.filter(([, row]) => row.commit === commit).length;
  return `${String(count)} at ${commit}`;
});
const of = (outcome: string): string =>
  String(named.filter(([, row]) => row.outcome === outcome).length);
const lines = [
  '# What is said of a photo, beside what its bytes say',
  '',
  ...describeRun(`npm run bench:verdicts -- --data DIR --strength ${strength}`),
  '',
  `${String(named.length)} photos through the built extension (${commits.join(', ')}): ${of('protected')} delivered with changed faces, ${of('no-face')} without a face, ${of('failed')} failed (no bytes).`,
  `The sentence equals the one from the delivered bytes in ${String(named.length - different.length)} of ${String(named.length)}.`,
  '',
  ...different.map(([id, row]) => `- ${id}: said "${row.said}", expected "${row.expected}"`),
];
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/verdicts.md', `${lines.join('\n').trimEnd()}\n`);
process.stdout.write(`${lines.slice(-3).join('\n')}\n`);
process.exit(different.length > 0 ? 1 : 0);
