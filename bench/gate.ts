/** What the gate costs a page that gives it no photo: each figure with the site off and on, in turns. */
import { mkdir, writeFile } from 'node:fs/promises';
import { SiteBrowser } from '../test/support/site-browser';
import { startSite } from '../test/support/site-server';
import { EVENTS, INPUTS, measureGateCost } from './support/gate-cost';
import { describeRun } from './support/machine';
import { summarise } from './support/statistics';

const PAIRS = 8;

const server = await startSite();
const chromium = await SiteBrowser.open();
const { videoMs, busyMs } = await measureGateCost(chromium, server.url, PAIRS);
await chromium.close();
await server.close();

const parts = (name: keyof (typeof busyMs.on)[number]) => ({
  off: busyMs.off.map((busy) => busy[name]),
  on: busyMs.on.map((busy) => busy[name]),
});
const lines = [
  '# What the gate costs a page that gives it no photo',
  '',
  ...describeRun('npm run bench:gate'),
  '',
  `Milliseconds, medians of ${String(PAIRS)} pairs, on and off in turns. The video is an empty file of 500 MB; its`,
  "time is the sum of all tasks of the page's main thread from the answer to the chooser to the `change`.",
  'Without a gesture of the person the browser refuses what a script opens, with a warning, and the gate',
  'is not told of it. The warning names a frame more, and a debugger that listens, as here, makes that',
  'dear (docs/decisions/0021). A person opens one at a time.',
  '',
  '| | bar | off | on | on - off | on / off |',
  '| --- | --- | --- | --- | --- | --- |',
  row('choosing a video of 500 MB', '5 ms more', videoMs),
  row(`making ${String(INPUTS)} file inputs`, '1.03', parts('made')),
  row(
    `a script tries to open ${String(INPUTS)} file inputs that are in no document`,
    '1.03',
    parts('opened'),
  ),
  row(`dispatching ${String(EVENTS)} unrelated events`, '1.03', parts('events')),
];
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/gate.md', `${lines.join('\n')}\n`);
process.stdout.write(`${lines.join('\n')}\n`);

/** The differences and ratios are taken pair by pair. */
function row(what: string, bar: string, ms: Record<'on' | 'off', readonly number[]>): string {
  const pairs = ms.on.map((on, i) => ({ on, off: ms.off[i] ?? Number.NaN }));
  const figures = [
    medianOf(ms.off),
    medianOf(ms.on),
    medianOf(pairs.map(({ on, off }) => on - off)),
    medianOf(pairs.map(({ on, off }) => on / off)),
  ];
  return `| ${what} | ${bar} | ${figures.map((figure) => figure.toFixed(2)).join(' | ')} |`;
}

function medianOf(values: readonly number[]): number {
  return summarise(values).median;
}
