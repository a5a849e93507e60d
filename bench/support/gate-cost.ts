import { closeSync, mkdtempSync, openSync, rmSync, ftruncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { SiteBrowser } from '../../test/support/site-browser';
import { SiteTab } from '../../test/support/site-tab';
import type { Busy } from './busy-page';
import { serveBusyPage } from './busy-page';

const VIDEO_BYTES = 500e6;
/** What the gate costs a page that gives it nothing to do, on and off in turns. */
export interface GateCost {
  /**
   * Milliseconds of the page's main thread, pair by pair: the browser's own sum of its tasks
   * (Performance.getMetrics) from the answer to the chooser until the page has had its `change`.
   */
  readonly videoMs: Record<'on' | 'off', number[]>;
  readonly busy: Record<'on' | 'off', Busy[]>;
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
  const cost: GateCost = { videoMs: { on: [], off: [] }, busy: { on: [], off: [] } };
  const busyPage = await serveBusyPage();
  for (let round = 0; round < rounds; round++) {
    for (const state of round % 2 === 0 ? (['on', 'off'] as const) : (['off', 'on'] as const)) {
      await chromium.switchSite(state === 'on');
      const tab = await SiteTab.of(await chromium.visit(`${url}?no-thumbnail`));
      // The site's own script would read the video.
      await tab.page.evaluate('globalThis.post = () => undefined');
      cost.videoMs[state].push(await choiceMs(tab.page, video));
      await tab.page.close();
      cost.busy[state].push(await busyPage.measure(chromium));
    }
  }
  await busyPage.close();
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

async function taskMs(page: Page): Promise<number> {
  return 1000 * ((await page.metrics()).TaskDuration ?? Number.NaN);
}
