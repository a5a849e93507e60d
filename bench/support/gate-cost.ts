import { closeSync, mkdtempSync, openSync, rmSync, ftruncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { SiteBrowser } from '../../test/support/site-browser';
import { until } from '../../test/support/site-until';
import { SiteTab } from '../../test/support/site-tab';

const VIDEO_BYTES = 500e6;
/** What a busy page does. */
export const INPUTS = 1000;
export const EVENTS = 10_000;

interface Busy {
  readonly made: number;
  readonly opened: number;
  readonly events: number;
}

/** What the gate costs a page that gives it nothing to do, on and off in turns. */
export interface GateCost {
  /**
   * Milliseconds of the page's main thread, pair by pair: the browser's own sum of its tasks
   * (Performance.getMetrics) from the answer to the chooser until the page has had its `change`.
   */
  readonly videoMs: Record<'on' | 'off', number[]>;
  /** Milliseconds for making inputs, having a script open them, and dispatching unrelated events. */
  readonly busyMs: Record<'on' | 'off', Busy[]>;
}

export async function measureGateCost(
  chromium: SiteBrowser,
  url: string,
  rounds: number,
): Promise<GateCost> {
  const folder = mkdtempSync(join(tmpdir(), 'unnoticed-video-'));
  const video = join(folder, 'film.mp4');
  const file = openSync(video, 'w');
  ftruncateSync(file, VIDEO_BYTES);
  closeSync(file);
  const cost: GateCost = { videoMs: { on: [], off: [] }, busyMs: { on: [], off: [] } };
  for (let round = 0; round < rounds; round++) {
    for (const state of round % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)) {
      await chromium.switchSite(state === 'on');
      const tab = await SiteTab.of(await chromium.visit(`${url}?no-thumbnail`));
      // The site's own script would read the video.
      await tab.page.evaluate('globalThis.post = () => undefined');
      cost.videoMs[state].push(await choiceMs(tab.page, video));
      cost.busyMs[state].push(await busyMs(tab.page));
      await tab.page.close();
    }
  }
  await chromium.switchSite(true);
  rmSync(folder, { recursive: true });
  return cost;
}

async function choiceMs(page: Page, path: string): Promise<number> {
  await page.bringToFront();
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#add')]);
  // Nothing polls meanwhile: that would be a task too.
  await page.evaluate(CHANGED);
  const before = await taskMs(page);
  await chooser.accept([path]);
  await page.evaluate('changed');
  return (await taskMs(page)) - before;
}

const CHANGED = `globalThis.changed = new Promise((resolve) => {
  addEventListener('change', () => setTimeout(resolve), { once: true });
}); undefined;`;

/** A page that is busy by itself: the click is over, and this is no gesture either. */
async function busyMs(page: Page): Promise<Busy> {
  const session = await page.createCDPSession();
  const ask = async (expression: string): Promise<unknown> =>
    (await session.send('Runtime.evaluate', { expression, returnByValue: true })).result.value;
  await until('the gesture is over', async () =>
    (await ask('navigator.userActivation.isActive')) === false ? true : undefined,
  );
  const busy = (await ask(BUSY)) as Busy;
  await session.detach();
  return busy;
}

async function taskMs(page: Page): Promise<number> {
  return 1000 * ((await page.metrics()).TaskDuration ?? Number.NaN);
}

/**
 * Each part once to warm up, then the shortest of five: what else runs on the machine only ever adds.
 * The openings come last, because what they leave to be collected slows what follows.
 */
const BUSY = `(() => {
  const target = document.body;
  let heard = 0;
  target.addEventListener('unrelated', () => { heard += 1; });
  const time = (work) => {
    const once = () => {
      const startedAt = performance.now();
      work();
      return performance.now() - startedAt;
    };
    once();
    return Math.min(...Array.from({ length: 5 }, once));
  };
  const events = time(() => {
    for (let i = 0; i < ${EVENTS}; i++) target.dispatchEvent(new Event('unrelated', { bubbles: true }));
  });
  const make = () => Array.from({ length: ${INPUTS} }, () => {
    const input = document.createElement('input');
    input.type = 'file';
    input.addEventListener('change', () => undefined);
    return input;
  });
  const made = time(make);
  const madeAndOpened = time(() => { for (const input of make()) input.click(); });
  return { made, opened: madeAndOpened - made, events };
})()`;
