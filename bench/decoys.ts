import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Target } from '../src/engine/criterion/target';
import type { DecoyStatistics } from '../src/engine/decoy/decoy-statistics';
import { readDecoyStatistics } from '../src/engine/decoy/decoy-statistics';
import { drawDecoy, drawRow } from '../src/engine/decoy/draw-decoy';
import type { DecoysEntry, ModelIndex, RecogniserEntry } from '../src/engine/models/model-index';
import { cosineSimilarity } from '../src/engine/recognise/cosine-similarity';
import { seededRandom } from '../src/engine/seeded-random';
import { dataFolder, peopleIn } from './support/data-folder';
import { embedPeople, LFW_PADDING } from './support/embed-people';
import { loadModelsInNode, readModelIndex, startWasm } from './support/engine-in-node';
import { fitDecoys, packDecoys } from './support/fit-decoys';
import { describeRun } from './support/machine';
import { rankCorrelation, shareOf, summarise } from './support/statistics';

/** Keeps 98.9 % of the variance; beyond that a draw changes by less than the bytes are rounded. */
const RANK = 384;
const DRAWS = 1000;
const FILE = 'decoys/decoys.bin';

/** One photo of lfw: who it is, and the embeddings, by recogniser. */
interface Known {
  readonly person: number;
  readonly embeddings: readonly Float32Array[];
}

const folder = dataFolder(process.argv);
if (folder === undefined) {
  process.stderr.write('No data: pass --data DIR with lfw/ID/n.jpg\n');
  process.exit(2);
}
await startWasm();
const index = await readModelIndex();
const recognisers = index.models.filter((entry) => entry.role === 'recogniser');
const models = await loadModelsInNode(index);
const people = peopleIn(join(folder, 'lfw'));
const known = (await embedPeople(people, models, 'lfw', LFW_PADDING)).flatMap(
  ({ person, embeddings }): Known[] => (embeddings ? [{ person, embeddings }] : []),
);
models.dispose();

const parts = recognisers.map(({ id, embedding, files }) => ({
  recogniser: id,
  length: embedding,
  weights: files[1]?.sha256 ?? '',
}));
const fit = fitDecoys(known.map(rowOf), parts, RANK);
const file = packDecoys(fit);
const entry: DecoysEntry = {
  id: 'decoys',
  role: 'decoys',
  name: 'Statistics from which decoys are drawn',
  licence: 'Apache-2.0',
  source: 'http://vis-www.cs.umass.edu/lfw/',
  statement:
    'Mean and mixed principal axes of the embeddings of lfw photos by the recognisers of this index, ' +
    'and nothing else: no photo, no embedding of a person. docs/results/decoys.md measures how ' +
    'near a stored row and a draw come to one.',
  files: [
    {
      path: FILE,
      from: `models/${FILE}`,
      bytes: file.byteLength,
      sha256: createHash('sha256').update(file).digest('hex'),
    },
  ],
  rank: RANK,
  parts,
};
// From here on with what ships: the bytes are rounded.
const stored = readDecoyStatistics(entry, new Uint8Array(file).buffer);
const decoys = drawMany(stored, 1);
const lines = [
  '# Decoys',
  '',
  ...describeRun('npm run bench:decoys'),
  '',
  `A decoy is one draw of a Gaussian of the embeddings of ${String(known.length)} lfw photos of`,
  `${String(people.length)} people by all recognisers together: mean and ${String(RANK)} principal axes (mixed by a random rotation), ` +
    `${(100 * fit.share).toFixed(1)} % of the`,
  `variance, ${String(Math.round(file.byteLength / 1024))} KiB. It stands for a photo of somebody, not for a person's mean: two photos' cosine is`,
  `what thresholds are about. Figures: ${String(DRAWS)} draws, seeds 1 to ${String(DRAWS)}, from the file that ships.`,
  '',
  '## Ordinary to each recogniser',
  '',
  'Norm of a draw before it is brought to 1, which every real embedding has. Nearest: the greatest',
  'cosine to an lfw photo, for a real photo to one of somebody else. Thresholds of docs/results/calibrate.md.',
  '',
  '| recogniser | | norm, mean (deviation) | cosine to all, mean | nearest, mean | 5 % | median | 95 % | FAR 1e-3 | nearest above it |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
];
const results: Record<string, unknown> = {};
recognisers.forEach((recogniser, r) => {
  const ofDecoys = ordinary(decoys, r, recogniser);
  const ofPeople = ordinary(known, r, recogniser);
  const norms = summarise(drawnNorms(r));
  lines.push(
    `| ${recogniser.id} | decoys | ${norms.mean.toFixed(3)} (${norms.deviation.toFixed(3)}) ${ofDecoys.row}`,
    `| ${recogniser.id} | real photos | 1 ${ofPeople.row}`,
  );
  results[recogniser.id] = { norms, decoys: ofDecoys, people: ofPeople };
});
const pairs = pairsOf(decoys);
const realPairs = pairsOf(known);
const toPeople = decoys.flatMap((decoy) => known.map((one) => cosines(decoy, one)));
const consistency = {
  decoys: agreement(pairs),
  decoysToPeople: agreement(toPeople),
  people: agreement(realPairs),
};
const strict = (pair: readonly number[]): boolean => aboveAll(pair, '1e-3');
const bothNear = shareOf(decoys, (decoy) => known.some((one) => strict(cosines(decoy, one))));
const bothNearReal = shareOf(known, (one) =>
  known.some((other) => other.person !== one.person && strict(cosines(one, other))),
);
lines.push(
  '',
  `Every recogniser has the same lfw photo above its FAR 1e-3 threshold: ${percent(bothNear)} of the decoys,`,
  `${percent(bothNearReal)} of the real photos (of somebody else).`,
  '',
  '## Consistent across recognisers',
  '',
  'Rank correlation of the cosines of the same pairs by the recognisers, in order of the index:',
  `decoy with decoy ${consistency.decoys.toFixed(3)}, decoy with lfw photo ${consistency.decoysToPeople.toFixed(3)}, ` +
    `lfw photos of two people ${consistency.people.toFixed(3)}.`,
  'Drawn for each recogniser by itself it would be 0.',
  '',
  '## Unlike each other',
  '',
  '| pairs above the threshold at FAR 1e-2 | ' +
    recognisers.map(({ id }) => id).join(' | ') +
    ' | all at once |',
  `| --- | ${recognisers.map(() => '---').join(' | ')} | --- |`,
  matchRow('decoy with decoy', pairs),
  matchRow('lfw photos of two people', realPairs),
  '',
  '## Nobody in particular',
  '',
  'Drawn from statistics of every second person of lfw alone, nearest lfw photo:',
  '',
  '| recogniser | of the people whose statistics they are | of the others |',
  '| --- | --- | --- |',
);
const seen = known.filter(({ person }) => person % 2 === 0);
const unseen = known.filter(({ person }) => person % 2 === 1);
const halfFit = fitDecoys(seen.map(rowOf), parts, Math.floor(RANK / 2));
const ofHalf = drawMany(halfFit, 1);
recognisers.forEach(({ id }, r) => {
  const nearestOf = (group: readonly Known[]) =>
    summarise(ofHalf.map((decoy) => nearest(decoy, group, r)));
  const [inside, outside] = [nearestOf(seen), nearestOf(unseen)];
  lines.push(`| ${id} | ${spread(inside)} | ${spread(outside)} |`);
  results[`${id}, half`] = { inside, outside };
});
lines.push(
  '',
  'Stored rows beside people: greatest absolute cosine of a component to a photo, of two photos of',
  'different people, and the mean of two photos of one person; all less the mean.',
  '',
  '| recogniser | component to photo, greatest | photos of two people, greatest | photos of one person, mean |',
  '| --- | --- | --- | --- |',
);
recognisers.forEach(({ id }, r) => {
  const { component, impostor, genuine } = rowsBesidePeople(r);
  lines.push(
    `| ${id} | ${component.toFixed(3)} | ${impostor.toFixed(3)} | ${genuine.toFixed(3)} |`,
  );
  results[`${id}, rows`] = { component, impostor, genuine };
});
await mkdir('models/decoys', { recursive: true });
await writeFile(`models/${FILE}`, file);
await writeFile('models/index.json', `${JSON.stringify(withEntry(index), null, 2)}\n`);
await writeFile('docs/results/decoys.md', `${lines.join('\n')}\n`);
const json = { draws: DRAWS, rank: RANK, share: fit.share, consistency, bothNear, results };
await writeFile('docs/results/decoys.json', `${JSON.stringify(json, null, 2)}\n`);
process.stdout.write(`${lines.join('\n')}\n`);

function rowOf({ embeddings }: Known): Float32Array {
  return Float32Array.from(embeddings.flatMap((embedding) => [...embedding]));
}

/** Each its own person. */
function drawMany(statistics: DecoyStatistics, firstSeed: number): Known[] {
  return Array.from({ length: DRAWS }, (_, i) => {
    const decoy: Target = drawDecoy(statistics, seededRandom(firstSeed + i));
    return { person: -1 - i, embeddings: [...decoy.values()] };
  });
}

function drawnNorms(r: number): number[] {
  const from = parts.slice(0, r).reduce((sum, part) => sum + part.length, 0);
  const to = from + (parts[r]?.length ?? 0);
  return Array.from({ length: DRAWS }, (_, i) =>
    Math.hypot(...drawRow(stored, seededRandom(1 + i)).subarray(from, to)),
  );
}

function cosines(a: Known, b: Known): number[] {
  return a.embeddings.map((embedding, r) => cosineSimilarity(embedding, b.embeddings[r] ?? []));
}

function nearest(one: Known, group: readonly Known[], r: number): number {
  const others = group.filter(({ person }) => person !== one.person);
  return Math.max(
    ...others.map((other) => cosineSimilarity(one.embeddings[r] ?? [], other.embeddings[r] ?? [])),
  );
}

function ordinary(group: readonly Known[], r: number, { calibration }: RecogniserEntry) {
  const near = group.map((one) => nearest(one, known, r));
  const all = group.flatMap((one) =>
    known
      .filter(({ person }) => person !== one.person)
      .map((other) => cosineSimilarity(one.embeddings[r] ?? [], other.embeddings[r] ?? [])),
  );
  const threshold = calibration.thresholds['1e-3'];
  const above = shareOf(near, (cosine) => cosine >= threshold);
  const s = summarise(near);
  const mean = summarise(all).mean;
  const row =
    `| ${mean.toFixed(3)} | ${s.mean.toFixed(3)} | ${s.p5.toFixed(3)} | ${s.median.toFixed(3)} ` +
    `| ${s.p95.toFixed(3)} | ${threshold.toFixed(3)} | ${percent(above)} |`;
  return { row, nearest: s, mean, above };
}

/** Cosines by each recogniser, of all pairs of two people. */
function pairsOf(group: readonly Known[]): number[][] {
  return group.flatMap((one, i) =>
    group
      .slice(i + 1)
      .filter(({ person }) => person !== one.person)
      .map((other) => cosines(one, other)),
  );
}

/** Of the first two recognisers; with more of them, the least of any two. */
function agreement(pairsOfCosines: readonly (readonly number[])[]): number {
  const columns = recognisers.map((_, r) => pairsOfCosines.map((pair) => pair[r] ?? 0));
  const correlations = columns.flatMap((a, i) =>
    columns.slice(i + 1).map((b) => rankCorrelation(a, b)),
  );
  return Math.min(...correlations);
}

function aboveAll(pair: readonly number[], rate: '1e-2' | '1e-3'): boolean {
  return recognisers.every(({ calibration }, r) => (pair[r] ?? 0) >= calibration.thresholds[rate]);
}

function matchRow(name: string, group: readonly (readonly number[])[]): string {
  const each = recognisers.map(({ calibration }, r) =>
    percent(shareOf(group, (pair) => (pair[r] ?? 0) >= calibration.thresholds['1e-2'])),
  );
  return `| ${name} | ${each.join(' | ')} | ${percent(shareOf(group, (pair) => aboveAll(pair, '1e-2')))} |`;
}

function rowsBesidePeople(r: number) {
  const from = parts.slice(0, r).reduce((sum, part) => sum + part.length, 0);
  const to = from + (parts[r]?.length ?? 0);
  const mean = stored.mean.subarray(from, to);
  const centred = known.map(({ person, embeddings }) => ({
    person,
    values: (embeddings[r] ?? new Float32Array()).map((value, i) => value - (mean[i] ?? 0)),
  }));
  let component = 0;
  for (let row = 0; row < RANK; row++) {
    const values = stored.components.subarray(row * stored.size + from, row * stored.size + to);
    for (const one of centred) {
      component = Math.max(component, Math.abs(cosineSimilarity(values, one.values)));
    }
  }
  const cosinesWhere = (isOnePerson: boolean): number[] =>
    centred.flatMap((one, i) =>
      centred
        .slice(i + 1)
        .filter(({ person }) => (person === one.person) === isOnePerson)
        .map((other) => cosineSimilarity(one.values, other.values)),
    );
  const impostor = summarise(cosinesWhere(false)).largest;
  return { component, impostor, genuine: summarise(cosinesWhere(true)).mean };
}

function spread({ mean, p5, p95 }: ReturnType<typeof summarise>): string {
  return `${mean.toFixed(3)} (5 %: ${p5.toFixed(3)}, 95 %: ${p95.toFixed(3)})`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function withEntry(old: ModelIndex): ModelIndex {
  return { ...old, models: [...old.models.filter(({ role }) => role !== 'decoys'), entry] };
}
