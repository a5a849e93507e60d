import { setTimeout as wait } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { watchHost } from '../support/site-delivered';
import { SitePanel } from '../support/site-panel';
import { ONE_FACE_BOX } from '../support/site-photos';
import { patternOf } from '../support/site-texts';
import { TARGETS } from './catalog';
import type { Target } from './catalog';
import { Judge } from './judge';
import type { Matrix } from './matrix';
import { PanelSays } from './panel-says';
import { choose, dropOn } from './person';
import type { Outcome } from './run-cell';

/** What goes wrong in the middle of a job, and what puts it right again. */
export interface Fault {
  readonly name: string;
  strike(matrix: Matrix): Promise<void>;
  heal(matrix: Matrix): Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();

export const FAULTS: readonly Fault[] = [
  {
    name: 'engine killed',
    strike: async ({ chromium }) => {
      const page = await chromium.openOptions();
      await page.evaluate(() => chrome.offscreen.closeDocument());
      await page.close();
    },
    heal: nothing,
  },
  {
    name: 'engine stalled for 60 s',
    strike: async ({ chromium }) => {
      // It never answers: the host hears nothing for a minute, and ends it.
      void (await chromium.engineWorker()).evaluate('for (;;);').catch(() => undefined);
    },
    heal: nothing,
  },
  {
    name: 'permission revoked',
    strike: ({ chromium }) => chromium.permitHosts('ON_CLICK'),
    heal: async ({ chromium }) => {
      await chromium.permitHosts('ON_ALL_SITES');
      await chromium.scriptsAreRegistered();
    },
  },
  {
    name: 'extension reloaded',
    strike: ({ chromium }) => chromium.reloadExtension(),
    heal: ({ chromium }) => chromium.scriptsAreRegistered(),
  },
];

/** One target for each way in that has code of its own before the job. */
export const FAULT_TARGETS: readonly (readonly [page: string, how: 'choose' | 'drop'])[] = [
  ['dropzone', 'choose'],
  ['misskey', 'choose'],
  ['mattermost', 'drop'],
];

const STARTED_WITHIN_MS = 150_000;
/** More than the minute of silence after which a host is given up. */
const OVER_WITHIN_MS = 120_000;
/** Anything that still came would come within this. */
const QUIET_MS = 3_000;
const LOOK_EVERY_MS = 250;

/** Strikes in the middle of the work on a photo that no cache knows; gives what the site has then. */
export async function runFault(
  matrix: Matrix,
  fault: Fault,
  pageName: string,
  how: 'choose' | 'drop',
  path: string,
): Promise<Outcome> {
  const target = TARGETS.find(({ page }) => page === pageName) as Target;
  const page = await matrix.visit(target);
  const { received, touched } = matrix.server;
  const before = { received: received.length, touched: touched.length };
  await page.bringToFront();
  if (how === 'choose') await choose(page, target, [path]);
  else await dropOn(page, target.drop ?? '#drop', [path]);
  const panel = await SitePanel.of(page);
  await panel.shows(patternOf('progress_step'), STARTED_WITHIN_MS);
  const delivered = await watchHost(await matrix.chromium.host());
  await fault.strike(matrix);

  const says = await PanelSays.of(page);
  const arrivals = (): number => received.slice(before.received).flatMap((one) => one.files).length;
  const end = Date.now() + OVER_WITHIN_MS;
  let said = await says.now();
  while (!said.isFailure && arrivals() === 0 && Date.now() < end) {
    await wait(LOOK_EVERY_MS);
    said = await says.now();
  }
  await wait(QUIET_MS);
  await page.evaluate(() => globalThis.recorded()).catch(() => undefined);
  const made = await delivered().catch(() => []);
  await page.close();
  await fault.heal(matrix);

  const sample = {
    name: 'photo',
    original: readFileSync(path),
    // A job that was ended has delivered nothing; then any other result tells an original as well.
    delivered: made.at(-1) ?? matrix.files.photo.delivered ?? Buffer.alloc(0),
    boxes: [ONE_FACE_BOX],
  };
  const judge = new Judge([sample]);
  const arrived = received.slice(before.received);
  const leaks = await judge.leaks(arrived, touched.slice(before.touched));
  if (leaks.length > 0) return { verdict: 'leaked', detail: leaks.join('; ') };
  const detail = `panel: ${said.text.replaceAll('\n', ' / ')}`;
  if (arrived.length === 0) return { verdict: said.isFailure ? 'blocked' : 'broken', detail };
  const sources = await Promise.all(
    arrived.flatMap((one) => one.files).map((file) => judge.source(file)),
  );
  return { verdict: sources.length === 1 && sources[0] === sample ? 'pass' : 'broken', detail };
}
