import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { decodeFile, encodeFile } from '../src/offscreen/codecs';
import { codecs } from '../test/support/codec-wasm';
import { makeSitePhotos } from '../test/support/site-photos';
import { SiteBrowser } from '../test/support/site-browser';
import { startSite } from '../test/support/site-server';
import { SiteTab } from '../test/support/site-tab';
import { until } from '../test/support/site-until';
import { describeRun } from './support/machine';

/**
 * What standing between a person and a page costs: the page's main thread during a job of 12
 * megapixels, the time from the choice to the engine's start, and the same photo a second time.
 */
const [WIDTH, HEIGHT] = [4240, 2832];
const ROUNDS = 5;
const PATIENCE_MS = 300_000;

interface Visit {
  readonly longTasksMs: number[];
  readonly waitedMs: number;
}

declare global {
  var longTasks: number[];
  var jobsCameAt: number[];
}

const folder = await mkdtemp(join(tmpdir(), 'unnoticed-interception-'));
const photos = await makeSitePhotos();
const large = join(folder, 'twelve-megapixels.jpg');
await writeLargePhoto(large);
const server = await startSite();
const chromium = await SiteBrowser.open();

await chromium.switchSite(false);
const without = await visit(large);
await chromium.switchSite(true);
const cold = await visit((await photos.plain(1))[0] ?? '');
const withGate = await visit(large);
const largeAgain = await visit(large);
const starts = await startTimes(await photos.plain(ROUNDS + 1));
await visit(photos.otherFace);
const again: number[] = [];
for (let i = 0; i < ROUNDS; i++) again.push((await visit(photos.otherFace)).waitedMs);

await chromium.close();
await server.close();
photos.remove();
await rm(folder, { recursive: true });

const lines = [
  '# What the interception costs the page',
  '',
  ...describeRun('npm run bench:interception'),
  '',
  `A photo of ${String(WIDTH)} x ${String(HEIGHT)} pixels with one face, chosen on the tests' site. Long tasks are`,
  'those of over 50 ms that the page itself observes on its main thread, from the choice to the upload.',
  'Times of choosing are counted from just before the file chooser is answered, and hold that answer.',
  '',
  '| | bar | measured |',
  '| --- | --- | --- |',
  `| long tasks with the site switched off, ms | | ${list(without.longTasksMs)} |`,
  `| long tasks with the site switched on, ms | none added | ${list(withGate.longTasksMs)} |`,
  `| choice to change, 12 megapixels, first time, ms | | ${ms(withGate.waitedMs)} |`,
  `| choice to change, 12 megapixels, from the cache, ms | 300 | ${ms(largeAgain.waitedMs)} |`,
  `| choice to change, a small photo, from the cache, ms, ${String(ROUNDS)} times | 300 | ${list(again)} |`,
  `| choice to the job at a warm engine host, ms, ${String(ROUNDS)} times | 150 | ${list(starts)} |`,
  `| choice to change, no face, no engine host yet, ms | | ${ms(cold.waitedMs)} |`,
];
await mkdir('docs/results', { recursive: true });
await writeFile('docs/results/interception.md', `${lines.join('\n')}\n`);
process.stdout.write(`${lines.join('\n')}\n`);

/** Chooses the photo in a tab of its own; ends when it has been uploaded. */
async function visit(path: string): Promise<Visit> {
  const page = await chromium.visit(`${server.url}?no-thumbnail`);
  const tab = await SiteTab.of(page);
  await observeLongTasks(page);
  await uploadOne(tab, path);
  const longTasksMs = await page.evaluate(() => globalThis.longTasks);
  const waitedMs = await tab.waitedMs();
  await page.close();
  return { longTasksMs, waitedMs };
}

async function uploadOne(tab: SiteTab, path: string): Promise<void> {
  const before = server.uploads.length;
  await tab.choose([path]);
  await until('the upload', () => (server.uploads.length > before ? true : undefined), PATIENCE_MS);
}

async function observeLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: number[] = [];
    globalThis.longTasks = seen;
    new PerformanceObserver((list) => {
      seen.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask' });
  });
}

/** From the choice to the job's arrival at the engine host; both clocks count from the same time. */
async function startTimes(paths: readonly string[]): Promise<number[]> {
  const host = await chromium.host();
  await host.evaluate(() => {
    const times: number[] = [];
    globalThis.jobsCameAt = times;
    chrome.runtime.onConnect.addListener((port) => {
      port.onMessage.addListener(() => {
        times.push(performance.timeOrigin + performance.now());
      });
    });
  });
  const tab = await SiteTab.of(await chromium.visit(`${server.url}?no-thumbnail`));
  const choices: number[] = [];
  for (const path of paths) {
    await uploadOne(tab, path);
    choices.push(await tab.page.evaluate(() => performance.timeOrigin + site.choseAt));
  }
  const came = await host.evaluate(() => globalThis.jobsCameAt);
  await tab.page.close();
  // The first choice in a tab also starts what any first choice starts.
  return choices.map((chose, i) => (came[i] ?? Number.NaN) - chose).slice(1);
}

/** The sample's face in the corner of a large picture. */
async function writeLargePhoto(to: string): Promise<void> {
  const { photo, source } = await decodeFile(await readFile(photos.oneFace), codecs);
  const data = new Uint8ClampedArray(4 * WIDTH * HEIGHT);
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    data.set([(i % WIDTH) / 32, i / WIDTH / 32, (i * 7) % 64, 255], 4 * i);
  }
  for (let row = 0; row < photo.height; row++) {
    const from = 4 * row * photo.width;
    data.set(photo.data.subarray(from, from + 4 * photo.width), 4 * row * WIDTH);
  }
  await writeFile(to, await encodeFile({ width: WIDTH, height: HEIGHT, data }, source, codecs));
}

function ms(value: number): string {
  return value.toFixed(0);
}

function list(values: readonly number[]): string {
  return values.length === 0 ? 'none' : values.map(ms).join(', ');
}
