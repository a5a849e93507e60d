import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Calibration, ModelIndex } from '../src/engine/models/model-index';
import { cosineSimilarity } from '../src/engine/recognise/cosine-similarity';
import { bootstrapInterval } from './support/bootstrap';
import { dataFolder, peopleIn } from './support/data-folder';
import type { Sample } from './support/embed-people';
import { embedPeople, LFW_PADDING } from './support/embed-people';
import { loadModelsInNode, readModelIndex, startWasm } from './support/engine-in-node';
import { describeRun } from './support/machine';

/** False accept rates at which thresholds are set; the last is indicative: too few photos. */
const RATES = ['1e-2', '1e-3', '1e-4'] as const;
const SEED = 20_260_101;

interface Pair {
  readonly a: number;
  readonly b: number;
  /** Cosine; -1, below any threshold, when one of the faces was not found. */
  readonly similarity: number;
}

const folder = dataFolder(process.argv);
if (folder === undefined) {
  process.stderr.write('No data: pass --data DIR with lfw/ID/n.jpg and faces/ID/n.jpg\n');
  process.exit(2);
}
await startWasm();
const index = await readModelIndex();
const models = await loadModelsInNode(index);
const lfw = await embedPeople(peopleIn(join(folder, 'lfw')), models, 'lfw', LFW_PADDING);
const faces = await embedPeople(peopleIn(join(folder, 'faces')), models, 'faces', 0);
const lines = ['# Calibration', '', ...describeRun('npm run bench:calibrate'), ''];
lines.push(
  'Through our own detector, landmarks and alignment. lfw: 112-pixel crops padded by 56 pixels of',
  'reflection. A face that was not found counts as a miss in every pair. Intervals: 95 %, bootstrap',
  `over people, 1,000 rounds, seed ${String(SEED)}. FAR 1e-4 is indicative only.`,
  '',
);
lines.push(...misses('lfw', lfw), ...misses('faces', faces));
const results: Record<string, unknown> = {};
const calibrations = new Map<string, Calibration>();
for (const [r, recogniser] of models.recognisers.entries()) {
  const { genuine, impostor } = pairsOf(lfw, r);
  const found = (pairs: readonly Pair[]): number[] =>
    pairs.map((pair) => pair.similarity).filter((similarity) => similarity > -1);
  const sorted = found(impostor).sort((a, b) => b - a);
  const thresholds = Object.fromEntries(
    RATES.map((rate) => [rate, round(sorted[Math.floor(sorted.length * Number(rate))]!)]),
  ) as Calibration['thresholds'];
  const calibration = {
    genuineMean: round(mean(found(genuine))),
    impostorMean: round(mean(found(impostor))),
    thresholds,
  };
  calibrations.set(recogniser.id, calibration);
  lines.push(`## ${recogniser.id}`, '');
  lines.push(
    `lfw: ${String(genuine.length)} genuine pairs, mean ${String(calibration.genuineMean)};`,
    `${String(impostor.length)} impostor pairs, mean ${String(calibration.impostorMean)}.`,
    '',
    '| FAR | threshold | TAR on lfw | TAR on faces | false matches on faces |',
    '| --- | --- | --- | --- | --- |',
  );
  const others = pairsOf(faces, r);
  const rows: Record<string, unknown> = {};
  for (const rate of RATES) {
    const threshold = thresholds[rate];
    const onLfw = accepted(genuine, threshold);
    const onFaces = accepted(others.genuine, threshold);
    const wrong = others.impostor.filter((pair) => pair.similarity >= threshold).length;
    const total = others.impostor.length;
    lines.push(
      `| ${rate}${rate === '1e-4' ? ' (indicative)' : ''} | ${threshold.toFixed(4)} ` +
        `| ${rateText(onLfw)} | ${rateText(onFaces)} | ${String(wrong)} of ${String(total)} |`,
    );
    rows[rate] = { threshold, lfw: onLfw, faces: onFaces, falseMatchesOnFaces: [wrong, total] };
  }
  lines.push('');
  results[recogniser.id] = { ...calibration, rates: rows };
}
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/calibrate.md', `${lines.join('\n').trimEnd()}\n`);
await writeFile(
  'docs/results/calibrate.json',
  `${JSON.stringify({ seed: SEED, recognisers: results }, null, 2)}\n`,
);
await writeIndex(index, calibrations);
process.stdout.write(`${lines.join('\n')}\n`);

function pairsOf(samples: readonly Sample[], recogniser: number) {
  const genuine: Pair[] = [];
  const impostor: Pair[] = [];
  samples.forEach((one, i) => {
    for (const other of samples.slice(i + 1)) {
      const a = one.embeddings?.[recogniser];
      const b = other.embeddings?.[recogniser];
      const similarity = a && b ? cosineSimilarity(a, b) : -1;
      const pairs = one.person === other.person ? genuine : impostor;
      pairs.push({ a: one.person, b: other.person, similarity });
    }
  });
  return { genuine, impostor };
}

interface Rate {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Share of genuine pairs at or above the threshold, with its interval over people. */
function accepted(genuine: readonly Pair[], threshold: number): Rate {
  const byPerson = [...new Set(genuine.map((pair) => pair.a))].map((person) =>
    genuine.filter((pair) => pair.a === person).map((pair) => pair.similarity >= threshold),
  );
  const share = (people: readonly boolean[][]): number => {
    const all = people.flat();
    return all.filter(Boolean).length / all.length;
  };
  const [low, high] = bootstrapInterval(byPerson, share, SEED);
  return { rate: share(byPerson), low, high };
}

function rateText({ rate, low, high }: Rate): string {
  return `${rate.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}

function misses(name: string, samples: readonly Sample[]): string[] {
  const missed = samples.filter((sample) => !sample.embeddings);
  const names = missed.map((sample) => sample.path.split('/').slice(-2).join('/'));
  return [
    `${name}: ${String(samples.length)} photos, ${String(missed.length)} without an embedding` +
      `${names.length > 0 ? ` (${names.join(', ')})` : ''}.`,
    '',
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/** Puts the calibration beside the weights, leaving every other byte of the index as it is. */
async function writeIndex(old: ModelIndex, found: ReadonlyMap<string, Calibration>): Promise<void> {
  const models = old.models.map((entry) =>
    entry.role === 'recogniser'
      ? { ...entry, calibration: found.get(entry.id) ?? entry.calibration }
      : entry,
  );
  const text = JSON.stringify({ ...old, models }, null, 2);
  const before = await readFile('models/index.json', 'utf8');
  if (before !== `${text}\n`) await writeFile('models/index.json', `${text}\n`);
}
