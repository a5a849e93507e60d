import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { Cell } from './catalog';
import type { Matrix } from './matrix';
import { perform } from './person';
import { PanelSays } from './panel-says';
import type { Sample } from './samples';

/**
 * pass: the site has what may leave, each file once, and nothing else. blocked: it has nothing, and
 * the person is told. leaked: an original's bytes or pixels arrived, or the page could read them.
 * broken: anything else, as a photo that got lost or an error of the site's own.
 */
export type Verdict = 'pass' | 'blocked' | 'leaked' | 'broken';

export interface Outcome {
  readonly verdict: Verdict;
  /** What was seen, for whoever reads a verdict that was not expected. */
  readonly detail: string;
}

/** Long enough for a busy machine: what passes or is blocked is over in a second or two. */
const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;
/** Whatever comes a second time, or too much, comes within this. */
const QUIET_MS = 700;

/** One gesture on a freshly loaded page, from the person's hand to what the site has of it. */
export async function runCell(matrix: Matrix, cell: Cell): Promise<Outcome> {
  const { target, gesture } = cell;
  await matrix.prepare(gesture);
  const page = await matrix.visit(target);
  const before = { received: matrix.server.received.length, touched: matrix.server.touched.length };
  try {
    const panel = await PanelSays.of(page);
    const expected = matrix.samplesOf(gesture);
    await perform(gesture, target, page, matrix.files);
    const arrivals = (): number =>
      matrix.server.received.slice(before.received).flatMap(({ files }) => files).length;
    const said = await settle(panel, () => arrivals() >= expected.length);
    await flush(page);
    const received = matrix.server.received.slice(before.received);
    const leaks = await matrix.judge.leaks(received, matrix.server.touched.slice(before.touched));
    if (leaks.length > 0) return { verdict: 'leaked', detail: leaks.join('; ') };
    const files = received.flatMap((one) => one.files);
    const sources = await Promise.all(files.map((file) => matrix.judge.source(file)));
    const complaints = await complaintsOf(page);
    if (complaints.length === 0 && isEachOnce(sources, expected)) {
      return { verdict: 'pass', detail: '' };
    }
    const detail = [
      `${String(files.length)} of ${String(expected.length)} files`,
      ...sources.map((source) => source?.name ?? 'unknown'),
      ...complaints,
      `panel: ${said.text.replaceAll('\n', ' / ')}`,
    ].join('; ');
    const isBlocked = files.length === 0 && said.isFailure;
    return { verdict: isBlocked ? 'blocked' : 'broken', detail };
  } finally {
    await page.close();
  }
}

/** Waits until all is there or the panel says that nothing will be, and then a little more. */
async function settle(
  panel: PanelSays,
  isComplete: () => boolean,
): Promise<{ text: string; isFailure: boolean }> {
  const end = Date.now() + PATIENCE_MS;
  let said = await panel.now();
  while (!isComplete() && !said.isFailure && Date.now() < end) {
    await wait(LOOK_EVERY_MS);
    said = await panel.now();
  }
  await wait(QUIET_MS);
  return said;
}

/** A page that went on to its form's answer has nothing more to tell. */
async function flush(page: Page): Promise<void> {
  await page.evaluate(() => globalThis.recorded()).catch(() => undefined);
}

async function complaintsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => ('notes' in globalThis ? globalThis.notes : [])).catch(() => []);
}

function isEachOnce(
  sources: readonly (Sample | undefined)[],
  expected: readonly Sample[],
): boolean {
  const names = sources.map((source) => source?.name ?? '').sort();
  return JSON.stringify(names) === JSON.stringify(expected.map(({ name }) => name).sort());
}
