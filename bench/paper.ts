import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Photo } from '../src/engine/photo';
import type { AttackMode } from '../src/engine/protect-types';
import { GALLERY_SCALE } from '../src/engine/attack/losses/gallery-logits';
import { encodeFile } from '../src/offscreen/codecs';
import type { PreparedSubject } from './paper/attack-subject';
import { attackSubject, JND, prepareSubject } from './paper/attack-subject';
import type { ClosedSet } from './paper/closed-set';
import { makeClosedSet, readClosedSet, theRecogniser } from './paper/closed-set';
import { AMPLIFIED, drawFigure, J_WHITE } from './paper/figure';
import { hypotheses } from './paper/hypotheses';
import { answerJobs, runPool } from './paper/job-pool';
import type { Method } from './paper/methods';
import { chosenMethods, METHODS } from './paper/methods';
import type { Result } from './paper/results';
import { ResultFile } from './paper/results';
import type { Subject } from './paper/subject';
import { MODES, tableOf } from './paper/tables';
import { dataFolder } from './support/data-folder';
import { loadModelsInNode, readModelIndex, startWasm } from './support/engine-in-node';
import { describeRun } from './support/machine';
import { codecsInNode } from './support/read-photo';

/**
 * The paper's Table 1 on our data: a closed set, in full-resolution patches, in Node on wasm, every
 * method at its own setting and at equal success. `--data DIR` holds faces/ and lfw/; `--quick`:
 * ten photos, one a person; `--methods BIM,ours`, `--photos 4` (the first four) narrow it down.
 * Finished attacks are kept and skipped; `--fresh` forgets them.
 */
const SEED = 20_260_101;
const PROCESSES = 2;
/** The falling b reaches 0 after 240 steps; a few of a pure attack follow. */
const MAX_STEPS = 280;
const QUICK_PHOTOS = 10;
const FIGURE_MODE: AttackMode = 'targeted';
const FIGURE_SIDE = 136;
const WORKER = '--worker';

interface Job {
  readonly method: string;
  readonly mode: AttackMode;
  readonly photo: string;
}

const quick = process.argv.includes('--quick');
const folder = dataFolder(process.argv);
if (folder === undefined) {
  process.stderr.write('No photos: pass --data DIR with faces/ and lfw/\n');
  process.exit(2);
}
const key = createHash('sha256').update(folder).digest('hex').slice(0, 8);
const cache = join('node_modules', '.cache', 'unnoticed', 'paper', quick ? `${key}-quick` : key);
const setFile = join(cache, 'closed-set.json');
const readSet = (): Promise<ClosedSet> => readClosedSet(setFile, makeSet);

if (process.argv.includes(WORKER)) answerJobs(startWorker());
else await main(folder);

async function main(data: string): Promise<void> {
  const started = performance.now();
  const file = new ResultFile(join(cache, 'results.jsonl'));
  if (process.argv.includes('--fresh')) await rm(cache, { recursive: true, force: true });
  const set = await readSet();
  const methods = chosenMethods(option('--methods'));
  const photos = chosenPhotos(set);
  const jobs = photos.flatMap(({ id }) =>
    MODES.flatMap((mode) => methods.map(({ name }): Job => ({ method: name, mode, photo: id }))),
  );
  const before = await file.read();
  const missing = jobs.filter((job) => !before.some((result) => isOf(result, job)));
  await attackAll(missing, file);
  const results = (await file.read()).filter((one) => jobs.some((job) => isOf(one, job)));
  const minutes = (performance.now() - started) / 60_000;
  const images = await figure(set, methods);
  const text = report(set, photos, methods, results, images, minutes, missing.length, jobs.length);
  await writeFile('docs/results/paper.md', `${text.join('\n').trimEnd()}\n`);
  const kept = { seed: SEED, jnd: JND, maxSteps: MAX_STEPS, lfw: set.lfw, results };
  await writeFile('docs/results/paper.json', `${JSON.stringify(kept, null, 1)}\n`);
  process.stdout.write(`${text.join('\n').replaceAll(data, 'DIR')}\n`);
}

async function attackAll(jobs: readonly Job[], file: ResultFile): Promise<void> {
  const started = performance.now();
  let finished = 0;
  await runPool<Job, Result>(jobs, PROCESSES, WORKER, async (_, result) => {
    await file.add(result);
    finished += 1;
    const each = (performance.now() - started) / finished;
    const left = Math.ceil((each * (jobs.length - finished)) / 1000);
    const { method, mode, photo, atSuccess } = result;
    process.stderr.write(
      `${String(finished)}/${String(jobs.length)} ${photo} ${mode} ${method}: ` +
        `${atSuccess.success ? '' : 'no success, '}${String(atSuccess.steps)} steps, ` +
        `${atSuccess.psnr.toFixed(1)} dB; ${String(left)} s left\n`,
    );
  });
}

/** Starts the engine at once; jobs that come before it is there wait. */
function startWorker(): (job: Job) => Promise<Result> {
  const ready = (async () => {
    await startWasm();
    return { models: await loadModelsInNode(await readModelIndex()), set: await readSet() };
  })();
  let prepared: PreparedSubject | undefined;
  return async (job) => {
    const { models, set } = await ready;
    if (prepared?.subject.id !== job.photo) {
      prepared?.dispose();
      const subject = set.subjects.find(({ id }) => id === job.photo)!;
      prepared = await prepareSubject(subject, set.prototypes);
    }
    const method = METHODS.find(({ name }) => name === job.method)!;
    const recogniser = theRecogniser(models);
    const seed = SEED + set.subjects.indexOf(prepared.subject);
    const { own, atSuccess } = await attackSubject(
      prepared,
      recogniser,
      method,
      job.mode,
      MAX_STEPS,
      seed,
    );
    return { ...job, person: prepared.subject.person, own, atSuccess };
  };
}

async function makeSet(): Promise<ClosedSet> {
  await startWasm();
  const models = await loadModelsInNode(await readModelIndex());
  return makeClosedSet(folder!, models, quick ? 1 : Infinity, SEED);
}

/** Attacks the face that may be shown with every anchor and ours; gives their names, left to right. */
async function figure(set: ClosedSet, methods: readonly Method[]): Promise<readonly string[]> {
  const shown = methods.filter(({ kind }) => kind !== 'ablation');
  await startWasm();
  const recogniser = theRecogniser(await loadModelsInNode(await readModelIndex()));
  const prepared = await prepareSubject(set.figure, set.prototypes);
  const images: { method: string; image: Photo }[] = [];
  for (const method of shown) {
    process.stderr.write(`figure: ${method.name}\n`);
    const untilSuccess: Method = { name: method.name, kind: method.kind, recipe: method.recipe };
    const { image } = await attackSubject(
      prepared,
      recogniser,
      untilSuccess,
      FIGURE_MODE,
      MAX_STEPS,
      SEED,
    );
    images.push({ method: method.name, image });
  }
  const sheet = drawFigure(prepared.photo, prepared.jnd, images, set.figure.box, FIGURE_SIDE);
  prepared.dispose();
  const bytes = await encodeFile(sheet, { format: 'png', hasAlpha: false }, codecsInNode());
  await mkdir('docs/results', { recursive: true });
  await writeFile('docs/results/paper.png', bytes);
  return shown.map(({ name }) => name);
}

function report(
  set: ClosedSet,
  photos: readonly Subject[],
  methods: readonly Method[],
  results: readonly Result[],
  images: readonly string[],
  minutes: number,
  done: number,
  all: number,
): string[] {
  const table = (mode: AttackMode, look: 'own' | 'atSuccess'): string[] =>
    tableOf(results, methods, mode, look, SEED);
  return [
    "# The paper's Table 1, on our data",
    '',
    ...describeRun(`npm run bench:paper -- --data DIR${quick ? ' --quick' : ''}`),
    `- backend: wasm, ${String(PROCESSES)} processes; seed ${String(SEED)}`,
    `- time: ${minutes.toFixed(0)} minutes for ${String(done)} of ${String(all)} attacks; the others were kept from earlier runs`,
    '',
    ...setting(set, photos),
    '',
    `![The methods on one face](paper.png)`,
    '',
    `A face of a sample photo that may be shown, ${FIGURE_MODE}, each method at its first success;`,
    `${String(FIGURE_SIDE)} x ${String(FIGURE_SIDE)} pixels in the middle of the patch. Above: the original, then ${images.join(', ')}.`,
    `Below: J (white is ${String(J_WHITE)} levels), then what each method changed, ${String(AMPLIFIED)} times, about grey.`,
    '',
    '## At equal success',
    '',
    'Every method is stopped as soon as its criterion is met on the image in whole levels.',
    '',
    ...MODES.flatMap((mode) => table(mode, 'atSuccess')),
    '## Each anchor at its own setting',
    '',
    'The sign attacks take all the steps of their papers (docs/paper.md); JND-MGA, MND and ours stop',
    'at success by their own rule: their rows are those above.',
    '',
    ...MODES.flatMap((mode) => table(mode, 'own')),
    '## Hypotheses',
    '',
    'Checked, not forced. Differences are paired by photo, ours less the other, with 95 % intervals.',
    '"Yes" is the sign of the mean alone: an interval that holds 0 says that it is not certain.',
    '',
    ...MODES.flatMap((mode) => hypotheses(results, mode, SEED)),
  ];
}

function setting(set: ClosedSet, photos: readonly Subject[]): string[] {
  const identities = set.prototypes.length;
  return [
    `Closed set of ${String(identities)} identities, by faceres, softmax over ${String(GALLERY_SCALE)} x cosine: ${String(set.lfw)} people of lfw`,
    `(one photo each), ${String(identities - set.lfw - 1)} people of \`faces\` and the person of the figure. A photo that is attacked is`,
    "not part of its own prototype, which is of the person's other photos, and is named correctly when",
    `clean (left out for another name: ${String(set.misnamed.length)}; lfw people left out for looking like one of \`faces\`: ${String(set.leftOut.length)}).`,
    `${String(photos.length)} photos of ${String(new Set(photos.map(({ person }) => person)).size)} people. X is the canonical patch (${String(Math.min(...photos.map(({ size }) => size)))} to ${String(Math.max(...photos.map(({ size }) => size)))} pixels) in whole levels.`,
    'Targets are drawn at random by the seed. Figures are of the tight face box in whole levels, means',
    `with 95 % intervals bootstrapped over people. J is \`${JND}\`, for the losses and for the share over J.`,
    'MS-SSIM only where five scales fit (176 pixels). Seconds are of the attack with its success checks, two',
    `at a time on two cores, not of a quiet machine. At most ${String(MAX_STEPS)} steps.`,
  ];
}

/** `--photos 4`: the first four; `--photos p01,p03`: of these people; by default all that count. */
function chosenPhotos({ subjects }: ClosedSet): readonly Subject[] {
  const asked = option('--photos');
  if (asked === undefined) return quick ? subjects.slice(0, QUICK_PHOTOS) : subjects;
  if (/^\d+$/.test(asked)) return subjects.slice(0, Number(asked));
  const people = asked.split(',');
  return subjects.filter(({ person }) => people.includes(person));
}

function isOf({ method, mode, photo }: Result, job: Job): boolean {
  return method === job.method && mode === job.mode && photo === job.photo;
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at >= 0 ? process.argv[at + 1] : undefined;
}
