import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { browserOnly } from '../../scripts/browser-only';
import { launchChromium } from '../../scripts/launch-chromium';
import type { What } from './gradient-runs';

/** The built extension with a page of ours beside its own, which times workers of its kind. */
export interface GradientPage {
  /** Milliseconds until every worker has run its networks, all started together. */
  time(perWorker: readonly (readonly string[])[], what: What, batch: number): Promise<number>;
  close(): Promise<void>;
}

declare global {
  var timeWorkers: (
    perWorker: readonly (readonly string[])[],
    what: What,
    batch: number,
  ) => Promise<number>;
}

/** Runs in the page: two workers, which are asked and waited for. */
const PAGE_SCRIPT = `
  const workers = [0, 1].map(() => new Worker('gradient-worker.js', { type: 'module' }));
  const ask = (worker, message) => new Promise((resolve, reject) => {
    worker.onmessage = resolve;
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(message);
  });
  globalThis.timeWorkers = async (perWorker, what, batch) => {
    const start = performance.now();
    await Promise.all(perWorker.map((networks, i) => ask(workers[i], { networks, what, batch })));
    return performance.now() - start;
  };
`;

export async function openGradientPage(): Promise<GradientPage> {
  const folder = mkdtempSync(join(tmpdir(), 'unnoticed-gradient-'));
  cpSync('dist/chromium', folder, { recursive: true });
  await build({
    entryPoints: ['bench/support/gradient-worker.ts'],
    outfile: join(folder, 'offscreen/gradient-worker.js'),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'chrome148',
    define: { process: 'undefined' },
    logLevel: 'warning',
    plugins: [browserOnly],
  });
  writeFileSync(join(folder, 'offscreen/gradient.js'), PAGE_SCRIPT);
  writeFileSync(
    join(folder, 'offscreen/gradient.html'),
    '<!doctype html><script type="module" src="gradient.js"></script>',
  );
  const chromium = await launchChromium({ extensionDir: folder, plainKernels: true });
  const page = await chromium.browser.newPage();
  await page.goto(`chrome-extension://${chromium.extensionId}/offscreen/gradient.html`);
  await page.waitForFunction(() => 'timeWorkers' in globalThis);
  return {
    time: (perWorker, what, batch) =>
      page.evaluate((...all) => globalThis.timeWorkers(...all), perWorker, what, batch),
    close: async () => {
      await chromium.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
