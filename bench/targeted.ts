import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PhotoEntry } from '../src/shared/report-file';
import type { Target } from '../src/engine/criterion/target';
import { decoyOfPhoto } from '../src/engine/decoy/draw-decoy';
import { boxShare } from '../src/engine/detect/box-overlap';
import { detectFaces } from '../src/engine/detect/detect-faces';
import { cosineSimilarity } from '../src/engine/recognise/cosine-similarity';
import { embedFace } from '../src/engine/recognise/embed-face';
import { dataFolder, peopleIn } from './support/data-folder';
import { embedPeople, LFW_PADDING } from './support/embed-people';
import { loadModelsInNode, readModelIndex, startWasm } from './support/engine-in-node';
import { describeRun } from './support/machine';
import { protectSample, SAMPLES } from './support/protect-sample';
import { codecsInNode, readPhoto } from './support/read-photo';

/** Identities to tell the decoy from, with the decoy. */
const IDENTITIES = 1000;
const BAR = 0.95;
/** Far from the seeds of the jobs, which are the numbers of the samples. */
const OTHER_DECOYS = 1_000_000;
/** Boxes of one face in two versions of a photo share at least this much of the smaller one. */
const SAME_FACE = 0.4;

interface Ranked {
  readonly photo: string;
  readonly box: readonly number[];
  /** By recogniser: place of the decoy among all identities, 1 is the nearest; Infinity: no file. */
  readonly places: readonly number[];
  /** By recogniser: cosine to the decoy, and to the nearest of the others. */
  readonly toDecoy: readonly number[];
  readonly toNext: readonly number[];
}

/** `--photos 1,3` names samples; the default is all six. */
const at = process.argv.indexOf('--photos');
const numbers = (at >= 0 ? (process.argv[at + 1] ?? '') : '1,2,3,4,5,6').split(',').map(Number);
const folder = dataFolder(process.argv);
await startWasm();
const index = await readModelIndex();
const models = await loadModelsInNode(index);
const ids = models.recognisers.map(({ id }) => id);
const { decoys: statistics } = models;
const others = await otherIdentities();
const work = await mkdtemp(join(tmpdir(), 'unnoticed-targeted-'));
const entries: PhotoEntry[] = [];
const ranked: Ranked[] = [];
for (const seed of numbers) {
  const sample = SAMPLES[seed - 1];
  if (sample === undefined) throw new Error(`There is no sample ${String(seed)}`);
  const entry = await protectSample(sample, work, '--mode', 'targeted', '--seed', String(seed));
  entries.push(entry);
  ranked.push(...(await rankFaces(entry, decoyOfPhoto(statistics, seed))));
}
await rm(work, { recursive: true });

const lines = ['# Targeted, the six group photos through the built extension', ''];
lines.push(
  ...describeRun(`npm run bench:targeted${at >= 0 ? ` -- --photos ${numbers.join(',')}` : ''}`),
);
lines.push(
  `- backend: ${[...new Set(entries.map(({ backend }) => backend))].join(', ')}`,
  '',
  `Each photo goes to a decoy of its own (seeds ${numbers.join(', ')}). Measured in Node on the delivered bytes,`,
  `through the landmarks found there: the place of the decoy among ${String(IDENTITIES)} identities, which are the`,
  `decoy, ${String(others.people)} people of lfw (one photo each) and ${String(IDENTITIES - 1 - others.people)} other decoys. A photo without a file counts as`,
  'missed for all of its faces. Figures of a face: tight box, against the clean photo encoded in the same way.',
  '',
  '| photo | face (x, y, w, h) | reached | PSNR, dB | SSIM | over J | steps | place | cosine to the decoy (to the next) | cosine to the original (limit) |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
);
for (const entry of entries) {
  for (const face of entry.faces) {
    const one = ranked.find(({ photo, box }) => photo === entry.name && box === face.box);
    const cosines = ids.map((_, r) => `${show(one?.toDecoy[r])} (${show(one?.toNext[r])})`);
    const original = face.recognisers.map(
      ({ after, threshold }) => `${show(after)} (${show(threshold)})`,
    );
    lines.push(
      `| ${entry.name.split('/').at(-1) ?? ''} | ${face.box.join(', ')} ` +
        `| ${face.protected ? 'yes' : `no: ${face.code ?? ''}`} | ${(face.psnr ?? Infinity).toFixed(1)} ` +
        `| ${face.ssim.toFixed(3)} | ${(100 * face.overJnd).toFixed(1)} % | ${String(face.steps)} ` +
        `| ${one?.places.join(', ') ?? '-'} | ${cosines.join(', ')} | ${original.join(', ')} |`,
    );
  }
}
lines.push('', '| decoy nearest, by recogniser | bar | measured |', '| --- | --- | --- |');
const shares = ids.map((_, r) => ranked.filter(({ places }) => places[r] === 1).length);
ids.forEach((id, r) => {
  const share = (shares[r] ?? 0) / ranked.length;
  lines.push(
    `| ${id} | ${String(100 * BAR)} % of faces | ${String(shares[r])} of ${String(ranked.length)} (${(100 * share).toFixed(0)} %) |`,
  );
});
const faces = entries.flatMap((entry) => entry.faces);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const seconds = entries.map((entry) => entry.seconds?.total ?? 0);
lines.push(
  '',
  `Faces reached: ${String(faces.filter((face) => face.protected).length)} of ${String(faces.length)}. ` +
    `Mean PSNR ${mean(faces.map((face) => face.psnr ?? Infinity)).toFixed(2)} dB, ` +
    `mean SSIM ${mean(faces.map((face) => face.ssim)).toFixed(4)}. ` +
    `Seconds, all photos: ${seconds.reduce((sum, value) => sum + value, 0).toFixed(0)}.`,
);
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/targeted.md', `${lines.join('\n')}\n`);
const kept = JSON.stringify({ photos: entries, ranked }, null, 2).replaceAll(join(work, '/'), '');
await writeFile('docs/results/targeted.json', `${kept}\n`);
process.stdout.write(`${lines.join('\n')}\n`);
process.exit(shares.every((count) => count / ranked.length >= BAR) ? 0 : 1);

/** Ranks the decoy for every face of one photo, in the file that was delivered. */
async function rankFaces(entry: PhotoEntry, decoy: Target): Promise<Ranked[]> {
  const base = { photo: entry.name };
  const none = ids.map(() => NaN);
  if (entry.out === null) {
    const places = none.map(() => Infinity);
    return entry.faces.map(({ box }) => ({ ...base, box, places, toDecoy: none, toNext: none }));
  }
  const { photo } = await readPhoto(entry.out, codecsInNode());
  const found = await detectFaces(photo, models);
  const result: Ranked[] = [];
  for (const { box } of entry.faces) {
    const again = found
      .filter((face) => boxShare(face.box, box) >= SAME_FACE)
      .sort((a, b) => boxShare(b.box, box) - boxShare(a.box, box))[0];
    if (!again) throw new Error(`${entry.name}: a face that was measured is not found again`);
    const toDecoy: number[] = [];
    const toNext: number[] = [];
    const places: number[] = [];
    for (const recogniser of models.recognisers) {
      const embedding = await embedFace(photo, again.points, recogniser);
      const target = decoy.get(recogniser.id) ?? [];
      const cosine = cosineSimilarity(embedding, target);
      const rest = others.targets.map((other) =>
        cosineSimilarity(embedding, other.get(recogniser.id) ?? []),
      );
      toDecoy.push(cosine);
      toNext.push(Math.max(...rest));
      places.push(1 + rest.filter((other) => other >= cosine).length);
    }
    result.push({ ...base, box, places, toDecoy, toNext });
  }
  return result;
}

async function otherIdentities() {
  const people = folder === undefined ? [] : peopleIn(join(folder, 'lfw'));
  const firsts = people.map(({ id, photos }) => ({ id, photos: photos.slice(0, 1) }));
  const samples = await embedPeople(firsts, models, 'lfw', LFW_PADDING);
  const real = samples.flatMap(({ embeddings }): Target[] =>
    embeddings
      ? [new Map(models.recognisers.map(({ id }, r) => [id, embeddings[r] ?? new Float32Array()]))]
      : [],
  );
  const decoys = Array.from({ length: IDENTITIES - 1 - real.length }, (_, i) =>
    decoyOfPhoto(statistics, OTHER_DECOYS + i),
  );
  return { people: real.length, targets: [...real, ...decoys] };
}

function show(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '-' : value.toFixed(3);
}
