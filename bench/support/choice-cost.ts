import type { Matrix } from '../../test/targets/matrix';

const ROUNDS = 7;

/**
 * Milliseconds of the page's main thread that choosing `path` costs: the browser's own sum of its
 * tasks (Performance.getMetrics) from the answer to the chooser until the page has its `change`.
 * The median of seven paired rounds, with the site switched off and on.
 */
export async function choiceCost(
  matrix: Matrix,
  path: string,
): Promise<{ readonly offMs: number; readonly onMs: number }> {
  const off: number[] = [];
  const on: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    for (const isOn of [false, true]) {
      await matrix.chromium.switchSite(isOn);
      (isOn ? on : off).push(await taskMs(matrix, path));
    }
  }
  return { offMs: median(off), onMs: median(on) };
}

async function taskMs(matrix: Matrix, path: string): Promise<number> {
  const page = await matrix.chromium.visit(`${matrix.server.origin}/targets/video?unwatched`);
  await page.waitForSelector('#open');
  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('#open')]);
  const before = (await page.metrics()).TaskDuration ?? 0;
  await chooser.accept([path]);
  await page.waitForFunction(() => document.title === 'chosen');
  const after = (await page.metrics()).TaskDuration ?? 0;
  await page.close();
  return 1000 * (after - before);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
