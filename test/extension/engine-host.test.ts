import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openExtension } from '../support/extension-browser';
import type { ExtensionBrowser } from '../support/extension-browser';
import { bytesOf, stepTimesMs } from '../support/extension-job-page';
import type { JobPage } from '../support/extension-job-page';
import { decode, makeTestPhotos, scanOf, SECRET } from '../support/extension-photos';
import type { TestPhotos } from '../support/extension-photos';

let photos: TestPhotos;
let extension: ExtensionBrowser;
let jobs: JobPage;

beforeAll(async () => {
  photos = await makeTestPhotos();
  // Not shared: what these tests kill, others would miss.
  extension = await openExtension();
  jobs = await extension.openJobPage();
});
afterAll(async () => {
  await extension.close();
  photos.remove();
  expect(extension.requests).toEqual([]);
});

describe('the engine host', () => {
  it('serves three jobs at once in one document, in order, one at a time', async () => {
    const ids = await jobs.start([photos.noFace, photos.noFace, photos.noFace], {
      // With seeds of their own, so that none is answered from the cache.
      seed: 1,
    });
    const ends = await Promise.all(ids.map((id) => jobs.end(id)));
    expect(ends.map(({ report }) => report?.outcome)).toEqual(['no-face', 'no-face', 'no-face']);
    expect(extension.offscreenTargets()).toHaveLength(1);
    const spans = await Promise.all(
      ids.map(async (id) => {
        const notes = await jobs.notes(id);
        const startedAt = notes.find(({ kind }) => kind === 'started')?.atMs ?? Number.NaN;
        return { startedAt, endedAt: notes.at(-1)?.atMs ?? Number.NaN };
      }),
    );
    const [first, second, third] = spans.sort((a, b) => a.startedAt - b.startedAt);
    // `started` of the next leaves the host just before or after the delivered file of the last.
    expect(second?.startedAt).toBeGreaterThan((first?.endedAt ?? Number.NaN) - 100);
    expect(third?.startedAt).toBeGreaterThan((second?.endedAt ?? Number.NaN) - 100);
  });

  it('gives a photo without a face back, the same but for its metadata', async () => {
    const original = readFileSync(photos.noFace);
    const end = await jobs.run(photos.noFace, { seed: 1 });
    const delivered = bytesOf(end);
    expect(end.report).toMatchObject({ outcome: 'no-face', faces: [], psnr: null });
    expect(original.includes(SECRET)).toBe(true);
    expect(delivered.includes(SECRET)).toBe(false);
    expect(scanOf(delivered).equals(scanOf(original))).toBe(true);
    expect(await decode(delivered)).toEqual(await decode(original));
  });

  it.each([
    ['empty', 'empty-file'],
    ['text', 'unsupported-format'],
    ['truncated', 'corrupt-file'],
  ] as const)('refuses a file that is %s with %s', async (name, code) => {
    const end = await jobs.run(photos[name]);
    expect(end).toMatchObject({ type: 'failed', code, report: { outcome: 'failed', code } });
  });

  it('refuses options that it does not know', async () => {
    const end = await jobs.run(photos.noFace, { seed: -1 });
    expect(end).toMatchObject({ type: 'failed', code: 'bad-request' });
  });

  it('stops within a step when the port is closed, and keeps its worker', async () => {
    const [id = ''] = await jobs.start([photos.oneFace], { seed: 1 });
    await jobs.reach(id, 'step', 4);
    const before = await extension.engineWorker();
    const cancelledAtMs = await jobs.cancel(id);
    // Twice: a cancel that comes just after a step began is seen at the end of it, and a look at
    // the face may follow. The next job starts when the worker has let go of the cancelled one, and not before.
    const [next = ''] = await jobs.start([photos.text]);
    await jobs.reach(next, 'started');
    const notes = await jobs.notes(next);
    const startedAtMs = notes.find(({ kind }) => kind === 'started')?.atMs ?? Number.NaN;
    const stepMs = Math.max(...stepTimesMs(await jobs.notes(id)));
    process.stderr.write(
      `cancel: next job after ${Math.round(startedAtMs - cancelledAtMs)} ms, ` +
        `longest step ${Math.round(stepMs)} ms\n`,
    );
    expect(startedAtMs - cancelledAtMs).toBeLessThan(2 * stepMs + 300);
    await jobs.end(next);
    expect(await extension.engineWorker()).toBe(before);
  });

  it('goes on at home when its helpers die, to the same bytes', async () => {
    const cores = availableParallelism();
    const options = { seed: 11, maxSteps: 3 };
    const alone = await jobs.run(photos.oneFace, options);
    const helpers = await extension.helperWorkers();
    expect(helpers).toHaveLength(cores > 1 ? Math.min(cores, 8) : 0);
    const [id = ''] = await jobs.start([photos.oneFace], options);
    await jobs.reach(id, 'found');
    for (const helper of helpers) void helper.evaluate('self.close()').catch(() => undefined);
    const end = await jobs.end(id);
    expect(end).toMatchObject({ type: alone.type, code: 'code' in alone ? alone.code : undefined });
    expect(end.report?.faces).toEqual(alone.report?.faces);
    expect(await extension.helperWorkers()).toHaveLength(0);
  });

  it('says engine-lost when its worker dies, and works again', async () => {
    const [id = ''] = await jobs.start([photos.oneFace], { seed: 1 });
    await jobs.reach(id, 'step');
    const worker = await extension.engineWorker();
    // It has no time to answer.
    void worker.evaluate('self.close()').catch(() => undefined);
    expect(await jobs.end(id)).toMatchObject({ type: 'failed', code: 'engine-lost' });
    expect((await jobs.run(photos.noFace, { seed: 1 })).report?.outcome).toBe('no-face');
    expect(await extension.engineWorker()).not.toBe(worker);
  });

  it('closes the ports when its document is closed, and is there again for the next', async () => {
    const [id = ''] = await jobs.start([photos.oneFace], { seed: 1 });
    await jobs.reach(id, 'step');
    await jobs.page.evaluate(() => chrome.offscreen.closeDocument());
    expect((await jobs.end(id)).type).toBe('disconnected');
    expect((await jobs.run(photos.noFace)).report?.outcome).toBe('no-face');
  });

  it('goes on with a job when the service worker is stopped, and is found again after', async () => {
    const [id = ''] = await jobs.start([photos.oneFace], { seed: 1, maxSteps: 4 });
    await jobs.reach(id, 'step');
    const stopped = new Promise((resolve) => {
      extension.browser.once('targetdestroyed', resolve);
    });
    const session = await jobs.page.createCDPSession();
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    await stopped;
    const end = await jobs.end(id);
    expect(end.report?.faces).toHaveLength(1);
    expect((await jobs.run(photos.noFace)).report?.outcome).toBe('no-face');
    expect(extension.offscreenTargets()).toHaveLength(1);
  });

  it('stops a job that stands still for longer than it may', async () => {
    // No step is that short.
    const end = await jobs.run(photos.oneFace, { timeoutMs: 20 });
    expect(end).toMatchObject({ type: 'failed', code: 'timeout' });
  });
});
