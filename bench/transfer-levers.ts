import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { option, shownCommand } from './paper/request';
import { dataFolder } from './support/data-folder';
import { answerJobs } from './support/job-pool';
import { describeRun } from './support/machine';
import { ResultFile } from './support/result-file';
import { cachePlace } from './transfer/cache-place';
import { subsetOf } from './transfer/choose';
import { gatherSettings } from './transfer/gather';
import { KeptWork } from './transfer/kept-work';
import { compareLevers, leversTable } from './transfer/lever-report';
import type { LeverRun } from './transfer/lever-report';
import { LEVERS } from './transfer/levers';
import { prepare, toolsInNode } from './transfer/prepare';
import type { Job, Result } from './transfer/work';
import { doJob, keyOf } from './transfer/work';

/**
 * Which of the engine's settings carry over to a recogniser that was not attacked: each of
 * transfer/levers.ts on 30 named photos of `--data DIR`, leave-one-out between the surrogates. The
 * judge has no part in it (an import rule sees to that). `--levers a,b` and `--photos N` narrow it
 * down; finished attacks are kept, `--fresh` forgets them.
 */
const SEED = 20_260_101;
const WORKER = '--worker=';

const args = process.argv.slice(2);
const processes = Number(option(args, '--processes') ?? 2);
const folder = dataFolder(process.argv);
if (folder === undefined) {
  process.stderr.write('No photos: pass --data DIR with faces/ and lfw/\n');
  process.exit(2);
}
const ofParent = args.find((arg) => arg.startsWith(WORKER))?.slice(WORKER.length);
const cache = ofParent ?? cachePlace('transfer-levers', folder, args);

if (ofParent !== undefined) answerJobs(startWorker());
else await main();

/** Starts the engine at once; jobs that come before it is there wait. */
function startWorker(): (job: Job) => Promise<Result> {
  const ready = toolsInNode(cache);
  return async (job) => doJob(job, await ready);
}

async function main(): Promise<void> {
  if (args.includes('--fresh')) await rm(cache, { recursive: true, force: true });
  const work = new KeptWork<Job, Result>({
    file: new ResultFile<Result>(join(cache, 'results.jsonl')),
    keyOf,
    processes,
    argument: WORKER + cache,
  });
  const { engine, matchers } = await toolsInNode(cache);
  const ids = engine.recognisers.map(({ id }) => id);
  const most = Number(option(args, '--photos') ?? Infinity);
  const { subjects, clean, context } = await prepare(work, matchers, ids, {
    folder: folder!,
    quick: false,
    strangers: 'none',
    seed: SEED,
    narrow: (all) => subsetOf(all, SEED).slice(0, most),
  });
  const asked = option(args, '--levers')?.split(',');
  const levers = LEVERS.filter(({ name }) => asked === undefined || asked.includes(name));
  const settings = levers.flatMap((lever) =>
    ids.map((leftOut) => ({
      ...lever,
      name: `${lever.name}, without ${leftOut}`,
      attacked: ids.filter((id) => id !== leftOut),
    })),
  );
  const done = await gatherSettings(work, subjects, clean, settings);
  const runs = levers.map((lever, l): LeverRun => ({
    lever,
    byLeftOut: engine.recognisers.map(({ id, calibration }, r) => {
      return { leftOut: id, calibration, done: done[l * ids.length + r]! };
    }),
  }));
  const compared = compareLevers(runs, context.mates, SEED);
  const lines = [
    '# Levers of transfer, leave-one-out',
    '',
    ...describeRun(`npm run bench:transfer-levers -- ${shownCommand(args)}`),
    `- backend: wasm, ${String(processes)} processes; seed ${String(SEED)}`,
    '',
    ...leversTable(compared),
    `The ${String(subjects.length)} photos: ${subjects.map(({ id }) => id).join(', ')}.`,
  ];
  await mkdir('docs/results', { recursive: true });
  await writeFile('docs/results/transfer-levers.md', `${lines.join('\n').trimEnd()}\n`);
  const json = { seed: SEED, subjects: subjects.map(({ id }) => id), levers, compared };
  await writeFile('docs/results/transfer-levers.json', `${JSON.stringify(json, null, 1)}\n`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
