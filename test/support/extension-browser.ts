import { join, resolve } from 'node:path';
import type { Page, Target, WebWorker } from 'puppeteer-core';
import { launchChromium } from '../../scripts/launch-chromium';
import type { LaunchedChromium } from '../../scripts/launch-chromium';
import { JobPage } from './extension-job-page';
import { startRecordingProxy } from './extension-proxy';

export const DIST = join(resolve(import.meta.dirname, '../..'), 'dist/chromium');

/** The built extension, as it ships, in a browser whose every request is recorded. */
export interface ExtensionBrowser extends LaunchedChromium {
  /** Requests that reached the network so far. */
  readonly requests: readonly string[];
  openJobPage(): Promise<JobPage>;
  openStudio(): Promise<Page>;
  /** The offscreen documents that exist. */
  offscreenTargets(): Target[];
  /** The worker in which the engine runs; there must be exactly one. */
  engineWorker(): Promise<WebWorker>;
  /** The workers that compute gradients beside it. */
  helperWorkers(): Promise<WebWorker[]>;
}

export async function openExtension(...moreArgs: string[]): Promise<ExtensionBrowser> {
  const proxy = await startRecordingProxy();
  const launched = await launchChromium({
    extensionDir: DIST,
    extraArgs: [...proxy.browserArgs, ...moreArgs],
  });
  const { browser, extensionId } = launched;
  const offscreenTargets = () =>
    browser.targets().filter((target) => target.url().endsWith('/offscreen/offscreen.html'));
  const openStudio = async () => {
    const page = await browser.newPage();
    await page.goto(`chrome-extension://${extensionId}/ui/studio/studio.html`);
    return page;
  };
  return {
    ...launched,
    requests: proxy.requests,
    openStudio,
    openJobPage: async () => JobPage.open(await openStudio()),
    offscreenTargets,
    engineWorker: async () => {
      const [target] = offscreenTargets();
      if (target === undefined) throw new Error('There is no offscreen document');
      const page = await target.asPage();
      const [worker, ...more] = page.workers().filter((one) => one.url().endsWith('/worker.js'));
      if (worker === undefined || more.length > 0) throw new Error('Not exactly one worker');
      return worker;
    },
    helperWorkers: async () => {
      const [target] = offscreenTargets();
      const page = await target?.asPage();
      return page?.workers().filter((one) => one.url().endsWith('/helper.js')) ?? [];
    },
    close: async () => {
      await launched.close();
      await proxy.close();
    },
  };
}
