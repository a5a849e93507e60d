import { closeSync, mkdtempSync, openSync, rmSync, ftruncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SiteBrowser } from '../../test/support/site-browser';
import { SiteTab } from '../../test/support/site-tab';

const VIDEO_BYTES = 500e6;
const INPUTS = 1000;
const EVENTS = 10_000;

/** What the gate costs a page that gives it nothing to do, on and off in turns. */
export interface GateCost {
  /** Milliseconds of script on the page's main thread, from the choice of a video to its `change`. */
  readonly videoMs: Record<'on' | 'off', number[]>;
  /** Milliseconds for opening inputs and dispatching unrelated events, pair by pair. */
  readonly busyMs: Record<'on' | 'off', number[]>;
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
      const session = await tab.page.createCDPSession();
      await session.send('Performance.enable');
      const scriptMs = async (): Promise<number> => {
        const { metrics } = await session.send('Performance.getMetrics');
        return 1000 * (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN);
      };
      const before = await scriptMs();
      await tab.choose([video]);
      await tab.page.waitForFunction('site.events.some(({ type }) => type === "change")');
      cost.videoMs[state].push((await scriptMs()) - before);
      cost.busyMs[state].push((await tab.page.evaluate(BUSY)) as number);
      await tab.page.close();
    }
  }
  await chromium.switchSite(true);
  rmSync(folder, { recursive: true });
  return cost;
}

/** Once to warm up, then the shortest of five: what else runs on the machine only ever adds. */
const BUSY = `(() => {
  const target = document.body;
  let heard = 0;
  target.addEventListener('unrelated', () => { heard += 1; });
  const once = () => {
    const startedAt = performance.now();
    for (let i = 0; i < ${INPUTS}; i++) {
      const input = document.createElement('input');
      input.type = 'file';
      input.addEventListener('change', () => undefined);
      input.click();
    }
    for (let i = 0; i < ${EVENTS}; i++) target.dispatchEvent(new Event('unrelated', { bubbles: true }));
    return performance.now() - startedAt;
  };
  once();
  return Math.min(...Array.from({ length: 5 }, once));
})()`;
