import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { option, shownCommand } from './paper/request';
import { encodeFile } from '../src/offscreen/codecs';
import { dataFolder } from './support/data-folder';
import { answerJobs } from './support/job-pool';
import { describeRun } from './support/machine';
import { codecsInNode } from './support/read-photo';
import { ResultFile } from './support/result-file';
import { cachePlace, engineHash } from './transfer/cache-place';
import { inWaves, narrowed, subsetOf } from './transfer/choose';
import type { Method, Panel } from './transfer/frontier-report';
import { frontierPlots, frontierSection } from './transfer/frontier-report';
import { gatherSettings } from './transfer/gather';
import { gatherWithAdded } from './transfer/gather-added';
import type { JudgeName } from './transfer/judge';
import { JUDGES, loadJudge } from './transfer/judge';
import { KeptWork } from './transfer/kept-work';
import { measure } from './transfer/measure';
import type { Prepared } from './transfer/prepare';
import { prepare, toolsInNode } from './transfer/prepare';
import type { MeasuredSetting } from './transfer/report';
import { cleanSection, settingsSection } from './transfer/report';
import { drawPlots } from './support/plot';
import { sitesSection } from './transfer/sites-report';
import { chosenMethods, chosenPanels, chosenSettings } from './transfer/request';
import { PANELS } from './transfer/settings';
import type { Job, Result } from './transfer/work';
import { doJob, keyOf } from './transfer/work';

/**
 * Whether protection holds for recognisers that it has never seen: `--data DIR` holds faces/ and
 * lfw/, `--judge FILE` and `--judge-b FILE` are the judges (transfer/judge.ts). By default every level and leave-one-out
 * on 40 people of lfw and all of faces, a balanced half of them before the rest.
 *
 * - `--strength NAME`, which may be given again, narrows the settings down, `--photos N` or
 *   `--photos ID,ID` or `--waves N` the photos; `--quick`: one strength, 12 people; `--clean`: only clean photos;
 * - `--frontier [judge,dlib,...]`: PSR against PSNR beside two peers, on the first
 *   `--frontier-photos N` of the named subset (30), each panel's matcher left out; `--beside NAME,NAME`
 *   has ours beside these methods alone;
 * - `--platforms`: PSR after each of the product's platforms as well;
 * - finished work is kept for each engine, in `--cache DIR` if that is said; `--kept` reports what is
 *   there without doing more, `--engine HASH` what an earlier engine did,
 *   of which nothing more is attacked, `--fresh` forgets it;
 * - `--processes N` (2).
 */
const SEED = 20_260_101;
const WORKER = '--worker=';

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const folder = dataFolder(process.argv);
const judgeFiles = (Object.keys(JUDGES) as JudgeName[]).flatMap((name) => {
  const file = option(args, `--${name}`);
  return file === undefined ? [] : [[name, file] as const];
});
if (
  folder === undefined ||
  judgeFiles.length === 0 ||
  judgeFiles.some(([, file]) => !existsSync(file))
) {
  process.stderr.write(
    'Pass --data DIR with faces/ and lfw/, and --judge FILE, --judge-b FILE or both\n',
  );
  process.exit(2);
}
const processes = Number(option(args, '--processes') ?? 2);
const ofParent = args.find((arg) => arg.startsWith(WORKER))?.slice(WORKER.length);
const cache = ofParent ?? cachePlace('transfer', folder, args);
const tools = () =>
  toolsInNode(cache, () => Promise.all(judgeFiles.map(([name, file]) => loadJudge(name, file))));

if (ofParent !== undefined) answerJobs(startWorker());
else await main();

/** Starts the engine at once; jobs that come before it is there wait. */
function startWorker(): (job: Job) => Promise<Result> {
  const ready = tools();
  return async (job) => doJob(job, await ready);
}

async function main(): Promise<void> {
  const isOfAnother = (option(args, '--engine') ?? engineHash()) !== engineHash();
  if (args.includes('--fresh')) await rm(cache, { recursive: true, force: true });
  const work = new KeptWork<Job, Result>({
    file: new ResultFile<Result>(join(cache, 'results.jsonl')),
    keyOf,
    processes,
    argument: WORKER + cache,
    onlyKept: ({ kind }) => args.includes('--kept') || (isOfAnother && kind === 'attack'),
  });
  const { engine, matchers } = await tools();
  const ids = engine.recognisers.map(({ id }) => id);
  const onlyClean = args.includes('--clean');
  const prepared = await prepare(work, matchers, ids, {
    folder: folder!,
    quick,
    strangers: quick ? 'one each' : 'all',
    seed: SEED,
    narrow: (subjects) => (onlyClean ? [] : narrowed(subjects, args, SEED)),
  });
  const { chosen, subjects, clean, context } = prepared;
  const asked = onlyClean ? [] : chosenSettings(args, quick);
  const gather = args.includes('--platforms') ? gatherWithAdded : gatherSettings;
  for (const wave of inWaves(subjects, SEED)) {
    for (const setting of asked) await gather(work, wave, clean, [setting]);
  }
  const settings = (await gather(work, subjects, clean, asked)).map((attacked) => ({
    ...attacked,
    measured: measure(attacked.subjects, context),
  }));
  const subset = subsetOf(chosen, SEED)
    .filter((photo) => subjects.includes(photo))
    .slice(0, Number(option(args, '--frontier-photos') ?? Infinity));
  const panels: Panel[] = [];
  for (const name of chosenPanels(args)) {
    const matcher = matchers.find(({ id }) => id === name)!;
    const attacked = PANELS[name];
    const methods: Method[] = [];
    for (const { name: method, budgets } of chosenMethods(args)) {
      const wanted = budgets.map((budget) => (attacked ? { ...budget, attacked } : budget));
      methods.push({ name: method, budgets: await gatherSettings(work, subset, clean, wanted) });
    }
    panels.push({ matcher, attacked: (attacked ?? ids).join(' and '), methods });
  }
  await report(prepared, ids, settings, panels);
}

async function report(
  prepared: Prepared,
  recognisers: readonly string[],
  settings: readonly MeasuredSetting[],
  panels: readonly Panel[],
): Promise<void> {
  const { chosen, subjects, context, impostors } = prepared;
  const seconds = settings.flatMap(({ attacks }) => attacks.map((one) => one.seconds));
  const hours = seconds.reduce((sum, one) => sum + one, 0) / 3600;
  const lines = [
    '# Protection against recognisers that it has never seen',
    '',
    ...describeRun(`npm run bench:transfer -- ${shownCommand(args)}`),
    `- backend: wasm, ${String(processes)} processes; seed ${String(SEED)}; attacks: ${hours.toFixed(1)} hours of one process`,
    '',
    'A pair is the protected photo beside another, clean photo of the same person. Only pairs that',
    'matched when clean count, after the same platform. The original’s landmarks and those found in the',
    'file are both tried, the worse counts; a face that is not found again counts as not protected. lfw:',
    'crops with a mirrored border. Intervals: 95 %, bootstrapped over people. The other photo of a pair is',
    'as it was; the protected one and the clean one in its place are recompressed. The judge is for measuring:',
    'no setting was searched on it (leave-one-out chose them, on photos that are among these); the decisions',
    '0032, 0042, 0043 and 0050 looked at it. It has the architecture of mobilefacenet, from other code and other data',
    '(0045): nearer to the engine than a recogniser of another kind. Leave-one-out has no such relative.',
    'The adaptive matcher is the mean of five views (plain, mirrored,',
    `blurred, nearer, farther), at a threshold of its own from ${String(impostors)} pairs of different people of lfw.`,
    'A file that the product would not have delivered is measured all the same; "verdict good" leaves it out.',
    '',
    ...cleanSection(prepared),
    ...(settings.length > 0 ? settingsSection(settings, context.matchers, chosen.length) : []),
    ...sitesSection(settings, context.matchers),
    ...(panels.length > 0 ? frontierSection(panels, context.mates, SEED) : []),
  ];
  await mkdir('docs/results', { recursive: true });
  if (panels.length > 0) {
    const sheet = drawPlots(frontierPlots(panels, context.mates));
    const png = await encodeFile(sheet, { format: 'png', hasAlpha: false }, codecsInNode());
    await writeFile('docs/results/transfer.png', png);
  }
  await writeFile('docs/results/transfer.md', `${lines.join('\n').trimEnd()}\n`);
  const kept = settings.map(({ setting, measured }) => ({ setting, ...measured }));
  const json = {
    seed: SEED,
    recognisers,
    subjects: subjects.map(({ id }) => id),
    settings: kept,
  };
  await writeFile('docs/results/transfer.json', `${JSON.stringify(json, null, 1)}\n`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
