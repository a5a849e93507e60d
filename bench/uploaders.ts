import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FAULTS, FAULT_TARGETS, runFault } from '../test/targets/faults';
import { GESTURES, TARGETS, cellsOf } from '../test/targets/catalog';
import type { Cell, Gesture } from '../test/targets/catalog';
import { Matrix } from '../test/targets/matrix';
import { runCell } from '../test/targets/run-cell';
import type { Outcome, Verdict } from '../test/targets/run-cell';
import { describeRun } from './support/machine';
import { choiceCost } from './support/choice-cost';

/**
 * Gesture by target, through the built extension in a real Chromium: what a site has in the end.
 * With the site switched off every cell has to say "leaked": the oracle sees what it looks for.
 */
const VIDEO_BYTES = 500_000_000;

const matrix = await Matrix.open();
const cells = cellsOf(TARGETS);
await matrix.chromium.switchSite(false);
const without = await runAll(cells);
await matrix.chromium.switchSite(true);
const outcomes = await runAll(cells);

const video = join(matrix.photos.folder, 'video.mp4');
await writeFile(video, '');
await truncate(video, VIDEO_BYTES);
const cost = await choiceCost(matrix, video);

const runs = FAULTS.flatMap((fault) => FAULT_TARGETS.map(([page, how]) => ({ fault, page, how })));
const fresh = matrix.photos.faces(runs.length);
const struck: Outcome[] = [];
for (const [i, { fault, page, how }] of runs.entries()) {
  struck.push(await runFault(matrix, fault, page, how, fresh[i] ?? ''));
  process.stderr.write(`${fault.name}, ${page}: ${struck.at(-1)?.verdict ?? ''}\n`);
}
await matrix.close();

const gestures = Object.keys(GESTURES) as Gesture[];
const count = (verdict: Verdict): string =>
  String(outcomes.filter((one) => one.verdict === verdict).length);
const surprises = cells.flatMap((cell, i) =>
  outcomes[i]?.verdict === cell.expected
    ? []
    : [`- ${cell.target.title}, ${GESTURES[cell.gesture]}: ${outcomes[i]?.detail ?? ''}`],
);
const lines = [
  '# Every way in: gesture by target',
  '',
  ...describeRun('npm run bench:uploaders'),
  '',
  'pass: the site has what may leave, each file once. blocked: it has nothing and the person is told.',
  'leaked: an original, a piece of it or its pixels arrived, or a script of the page could read them.',
  'broken: anything else. An empty cell: the target has no such way in. Gestures are real: the file',
  'chooser, a trusted drop, the clipboard; only the answer of a file picker is put in its place, by a',
  'handle that was dropped. A blocked or leaked cell has its reason in docs/limits.md.',
  '',
  `| target | ${gestures.map((gesture) => GESTURES[gesture]).join(' | ')} |`,
  `| --- | ${gestures.map(() => '---').join(' | ')} |`,
  ...TARGETS.map(
    ({ title }) => `| ${title} | ${gestures.map((one) => verdictOf(title, one)).join(' | ')} |`,
  ),
  '',
  '| | bar | measured |',
  '| --- | --- | --- |',
  `| pass | | ${count('pass')} of ${String(cells.length)} |`,
  `| blocked safely | | ${count('blocked')} |`,
  `| leaked | 0 | ${count('leaked')} |`,
  `| broken | 0 | ${count('broken')} |`,
  `| cells that leak with the site switched off | all | ${String(without.filter(({ verdict }) => verdict === 'leaked').length)} of ${String(cells.length)} |`,
  `| main thread for choosing a video of 500 MB, switched off, ms | | ${cost.offMs.toFixed(1)} |`,
  `| the same, switched on, ms | | ${cost.onMs.toFixed(1)} |`,
  `| difference, ms | 5 | ${(cost.onMs - cost.offMs).toFixed(1)} |`,
  '',
  '## In the middle of a job',
  '',
  'The photo is new to the cache; the fault comes while the engine works on it.',
  '',
  `| | ${FAULT_TARGETS.map(([page, how]) => `${page}, ${how}`).join(' | ')} |`,
  `| --- | ${FAULT_TARGETS.map(() => '---').join(' | ')} |`,
  ...FAULTS.map(
    (fault) =>
      `| ${fault.name} | ${runs.flatMap((run, i) => (run.fault === fault ? [struck[i]?.verdict ?? ''] : [])).join(' | ')} |`,
  ),
  ...(surprises.length === 0 ? [] : ['', '## Not as expected', '', ...surprises]),
];
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/uploaders.md', `${lines.join('\n')}\n`);
process.stdout.write(`${lines.join('\n')}\n`);

async function runAll(all: readonly Cell[]): Promise<Outcome[]> {
  const done: Outcome[] = [];
  for (const cell of all) {
    const outcome = await runCell(matrix, cell).catch((error: unknown): Outcome => ({
      verdict: 'broken',
      detail: String(error),
    }));
    process.stderr.write(`${cell.target.title}, ${cell.gesture}: ${outcome.verdict}\n`);
    done.push(outcome);
  }
  return done;
}

function verdictOf(title: string, gesture: Gesture): string {
  const at = cells.findIndex((cell) => cell.target.title === title && cell.gesture === gesture);
  return outcomes[at]?.verdict ?? '';
}
