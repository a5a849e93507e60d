/** What the gate costs a page that gives it no photo: each figure with the site off and on, in turns. */
import { mkdir, writeFile } from 'node:fs/promises';
import { SiteBrowser } from '../test/support/site-browser';
import { startSite } from '../test/support/site-server';
import { bootstrapInterval } from './support/bootstrap';
import { EVENTS, INPUTS } from './support/busy-page';
import { measureGateCost } from './support/gate-cost';
import { describeRun } from './support/machine';
import { summarise } from './support/statistics';

const PAIRS = 24;
const SEED = 20_260_101;

const server = await startSite();
const chromium = await SiteBrowser.open();
const { videoMs, busy } = await measureGateCost(chromium, server.url, PAIRS);
await chromium.close();
await server.close();

const parts = (name: keyof (typeof busy.on)[number]) => ({
  off: busy.off.map((one) => one[name]),
  on: busy.on.map((one) => one[name]),
});
const lines = [
  '# What the gate costs a page that gives it no photo',
  '',
  ...describeRun('npm run bench:gate'),
  '',
  `Milliseconds, medians of ${String(PAIRS)} pairs, on and off in turns. The video is an empty file of 500 MB; its`,
  "time is the sum of all tasks of the page's main thread from the answer to the chooser to the `change`.",
  'The other figures are what a page that nobody debugs measures of itself, the shortest of ten goes',
  'each. A script has no gesture of the person: the browser refuses what it opens, with a warning.',
  'Differences and ratios are medians over pairs, in brackets their 95 % interval by resampling pairs.',
  '',
  '| | bar | off | on | on - off | on / off |',
  '| --- | --- | --- | --- | --- | --- |',
  row('choosing a video of 500 MB', '5 ms more', videoMs),
  row(`making ${String(INPUTS)} file inputs`, '1.03', parts('made')),
  row(
    `a script opens ${String(INPUTS)} file inputs that are in no document`,
    '1.03',
    parts('opened'),
  ),
  row(`dispatching ${String(EVENTS)} unrelated events`, '1.03', parts('events')),
  row('the three together', '1.03', parts('whole')),
];
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/gate.md', `${lines.join('\n')}\n`);
process.stdout.write(`${lines.join('\n')}\n`);

/** The differences and ratios are taken pair by pair. */
function row(what: string, bar: string, ms: Record<'on' | 'off', readonly number[]>): string {
  const pairs = ms.on.map((on, i) => ({ on, off: ms.off[i] ?? Number.NaN }));
  const figures = [
    medianOf(ms.off).toFixed(2),
    medianOf(ms.on).toFixed(2),
    withInterval(pairs.map(({ on, off }) => on - off)),
    withInterval(pairs.map(({ on, off }) => on / off)),
  ];
  return `| ${what} | ${bar} | ${figures.join(' | ')} |`;
}

function withInterval(values: readonly number[]): string {
  const [low, high] = bootstrapInterval(values, medianOf, SEED);
  return `${medianOf(values).toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function medianOf(values: readonly number[]): number {
  return summarise(values).median;
}
