import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Photo } from '../src/engine/photo';
import type { AttackMode } from '../src/engine/protect-types';
import { encodeFile } from '../src/offscreen/codecs';
import type { PreparedSubject } from './paper/attack-subject';
import { attackSubject, JND, prepareSubject } from './paper/attack-subject';
import type { ClosedSet } from './paper/closed-set';
import { makeClosedSet, readClosedSet, theRecogniser } from './paper/closed-set';
import { drawFigure } from './paper/figure';
import type { Method } from './paper/methods';
import { chosenMethods, METHODS } from './paper/methods';
import { reportOf } from './paper/report';
import { cacheName, chosenPhotos, isOf, jobsOf, option, shownCommand } from './paper/request';
import type { Job, Result } from './paper/results';
import { dataFolder } from './support/data-folder';
import { loadModelsInNode, readModelIndex, startWasm } from './support/engine-in-node';
import { answerJobs, runPool } from './support/job-pool';
import { describeRun } from './support/machine';
import { codecsInNode } from './support/read-photo';
import { ResultFile } from './support/result-file';

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
const FIGURE_MODE: AttackMode = 'targeted';
const FIGURE_SIDE = 148;
const FIGURE = 'docs/results/paper.png';
const WORKER = '--worker';

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const folder = dataFolder(process.argv);
if (folder === undefined) {
  process.stderr.write('No photos: pass --data DIR with faces/ and lfw/\n');
  process.exit(2);
}
const cache = join('node_modules', '.cache', 'unnoticed', 'paper', cacheName(folder, quick));
const setFile = join(cache, 'closed-set.json');
const readSet = (): Promise<ClosedSet> => readClosedSet(setFile, makeSet);

if (args.includes(WORKER)) answerJobs(startWorker());
else await main();

async function main(): Promise<void> {
  const started = performance.now();
  const file = new ResultFile<Result>(join(cache, 'results.jsonl'));
  if (args.includes('--fresh')) await rm(cache, { recursive: true, force: true });
  const set = await readSet();
  const methods = chosenMethods(option(args, '--methods'));
  const photos = chosenPhotos(set.subjects, option(args, '--photos'), quick);
  const jobs = jobsOf(photos, methods);
  const before = await file.read();
  const missing = jobs.filter((job) => !before.some((result) => isOf(result, job)));
  await attackAll(missing, file);
  const results = (await file.read()).filter((one) => jobs.some((job) => isOf(one, job)));
  const minutes = (performance.now() - started) / 60_000;
  const images = methods.filter(({ kind }) => kind !== 'ablation');
  if (missing.length > 0 || !existsSync(FIGURE)) await drawMethods(set, images);
  const inAttacks =
    results.reduce((sum, { own, atSuccess }) => sum + Math.max(own.seconds, atSuccess.seconds), 0) /
    60;
  const time = `${minutes.toFixed(0)} minutes for ${String(missing.length)} of ${String(jobs.length)} attacks, the others kept from earlier runs; all attacks together ${inAttacks.toFixed(0)} minutes of one process`;
  const text = reportOf({
    header: [
      ...describeRun(`npm run bench:paper -- ${shownCommand(args)}`),
      `- backend: wasm, ${String(PROCESSES)} processes; seed ${String(SEED)}; at most ${String(MAX_STEPS)} steps`,
      `- time: ${time}`,
    ],
    figure: { methods: images, mode: FIGURE_MODE, side: FIGURE_SIDE },
    set,
    photos,
    methods,
    results,
    seed: SEED,
  });
  await writeFile('docs/results/paper.md', `${text.join('\n').trimEnd()}\n`);
  const kept = { seed: SEED, jnd: JND, maxSteps: MAX_STEPS, lfw: set.lfw, results };
  await writeFile('docs/results/paper.json', `${JSON.stringify(kept, null, 1)}\n`);
  process.stdout.write(`${text.join('\n')}\n`);
}

async function attackAll(jobs: readonly Job[], file: ResultFile<Result>): Promise<void> {
  const started = performance.now();
  let finished = 0;
  await runPool(jobs, PROCESSES, WORKER, async (result: Result) => {
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

/** Attacks the face that may be shown with each of `methods`, and draws what they do. */
async function drawMethods(set: ClosedSet, methods: readonly Method[]): Promise<void> {
  await startWasm();
  const recogniser = theRecogniser(await loadModelsInNode(await readModelIndex()));
  const prepared = await prepareSubject(set.figure, set.prototypes);
  const images: { method: string; image: Photo }[] = [];
  for (const method of methods) {
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
  const sheet = drawFigure(prepared.photo, prepared.jnd, images, FIGURE_SIDE);
  const bytes = await encodeFile(sheet, { format: 'png', hasAlpha: false }, codecsInNode());
  await mkdir('docs/results', { recursive: true });
  await writeFile(FIGURE, bytes);
}
