import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problemsOf } from '../support/oracle-upload';
import { SiteBrowser } from '../support/site-browser';
import { watchHost } from '../support/site-delivered';
import { ONE_FACE_BOX, makeSitePhotos } from '../support/site-photos';
import type { SitePhotos } from '../support/site-photos';
import { startSite } from '../support/site-server';
import type { SiteServer, Upload } from '../support/site-server';
import { SiteTab } from '../support/site-tab';
import { patternOf, textOf } from '../support/site-texts';
import { until } from '../support/site-until';

let photos: SitePhotos;
let server: SiteServer;
let chromium: SiteBrowser;
let tab: SiteTab;
/** Photos that no test has used, without a face and with one: none of them is in the cache. */
let fresh: string[];
let faces: string[];

beforeAll(async () => {
  photos = await makeSitePhotos();
  fresh = await photos.plain(12);
  faces = photos.faces(12);
  server = await startSite();
  // Not shared: what these tests kill, others would miss.
  chromium = await SiteBrowser.open();
});
afterAll(async () => {
  await chromium.close();
  await server.close();
  photos.remove();
});
afterEach(async () => {
  await tab.page.close();
});

/** Opens the site and chooses a photo with a face; resolves in the middle of the work on it. */
async function startJob(progress = 'progress_step'): Promise<void> {
  const [face = ''] = faces.splice(0, 1);
  tab = await SiteTab.of(await chromium.visit(server.url));
  await tab.choose([face]);
  await tab.panel.shows(patternOf(progress), 150_000);
}

function arrived(before: number): Promise<Upload> {
  return until('an upload', () => server.uploads[before], 150_000);
}

async function expectNothing(uploadsBefore: number): Promise<void> {
  expect(await tab.events()).toEqual([]);
  expect(await tab.touched()).toEqual([]);
  expect(server.uploads).toHaveLength(uploadsBefore);
}

/** The page got nothing, the person is asked, and they give the photo up. */
async function expectQuestion(before: number, ...reasons: string[]): Promise<void> {
  const shown = await tab.panel.shows(new RegExp(reasons.map(textOf).join('|')), 100_000);
  process.stderr.write(`${shown.replaceAll('\n', ' / ')}\n`);
  expect(await tab.panel.buttons()).toEqual(
    expect.arrayContaining(['panel_again', 'panel_send_original', 'panel_leave_out'].map(textOf)),
  );
  await expectNothing(before);
}

/** Another photo, chosen on the same page, goes all the way. */
async function expectNextWorks(): Promise<void> {
  const before = server.uploads.length;
  const [next = ''] = fresh.splice(0, 1);
  await tab.choose([next]);
  const { bytes } = await arrived(before);
  // Its metadata is gone, its name is there: it went through the engine host.
  expect(bytes.length).toBeGreaterThan(0);
  await tab.panel.shows(textOf('outcome_no_face'));
}

/** A page of the extension, from which faults are injected. */
async function fromExtension(work: () => Promise<unknown>): Promise<void> {
  const page = await chromium.openOptions();
  await page.evaluate(work);
  await page.close();
}

describe('in the middle of a job', () => {
  it('the person cancels: nothing goes, and the engine is free at once', async () => {
    const before = server.uploads.length;
    await startJob();
    const delivered = await watchHost(await chromium.host());
    await tab.panel.press(textOf('panel_cancel'));
    await tab.panel.shows(textOf('error_cancelled'));
    await expectNothing(before);
    await expectNextWorks();
    expect(await delivered()).toHaveLength(1);
  });

  it('the tab goes elsewhere: the job ends with it, and the next photo works', async () => {
    await startJob();
    const delivered = await watchHost(await chromium.host());
    const before = server.uploads.length;
    await tab.page.goto(`${server.url}?elsewhere`);
    await expectNothing(before);
    await expectNextWorks();
    // In the same lane, a job that still ran would have been delivered first.
    expect(await delivered()).toHaveLength(1);
  });

  it('the engine host is closed: the person is asked, and another try works', async () => {
    const before = server.uploads.length;
    await startJob();
    await fromExtension(() => chrome.offscreen.closeDocument());
    await expectQuestion(before, 'error_engine_lost');
    await tab.panel.press(textOf('panel_again'));
    await tab.panel.shows(patternOf('progress_step'), 150_000);
    await tab.panel.press(textOf('panel_cancel'));
    await expectNextWorks();
  });

  it('the worker crashes: the person is asked', async () => {
    const before = server.uploads.length;
    await startJob();
    // It has no time to answer.
    void (await chromium.engineWorker()).evaluate('self.close()').catch(() => undefined);
    await expectQuestion(before, 'error_engine_lost');
    await tab.panel.press(textOf('panel_leave_out'));
    await expectNothing(before);
    await expectNextWorks();
  });

  it('the engine stalls: after a minute of silence the person is asked', async () => {
    const before = server.uploads.length;
    await startJob();
    void (await chromium.engineWorker()).evaluate('for (;;);').catch(() => undefined);
    await expectQuestion(before, 'error_timeout', 'error_engine_lost');
    await tab.panel.press(textOf('panel_leave_out'));
    await expectNothing(before);
    await expectNextWorks();
  });

  it('the service worker is killed: the job goes on and the changed photo arrives', async () => {
    const before = server.uploads.length;
    await startJob();
    const delivered = await watchHost(await chromium.host());
    await chromium.stopServiceWorker();
    const { bytes } = await arrived(before);
    const [made = Buffer.alloc(0)] = await delivered();
    const problems = await problemsOf({
      original: readFileSync(photos.oneFace),
      delivered: made,
      boxes: [ONE_FACE_BOX],
      arrived: bytes,
      touched: await tab.touched(),
    });
    expect(problems).toEqual([]);
    await expectNextWorks();
  });
});

describe('in the middle of a job, with the extension taken away', () => {
  it('the permission for the site is revoked: the page never gets the original', async () => {
    const before = server.uploads.length;
    await startJob();
    await chromium.permitHosts('ON_CLICK');
    await tab.panel.press(textOf('panel_cancel'));
    await expectNothing(before);
    await chromium.permitHosts('ON_ALL_SITES');
    await chromium.scriptsAreRegistered();
    await tab.page.reload();
    await expectNextWorks();
  });

  it('it is reloaded: the page that stays behind goes on blocking until it is reloaded', async () => {
    const before = server.uploads.length;
    await startJob();
    await chromium.reloadExtension();
    await tab.panel.shows(textOf('error_extension_updated'));
    await expectNothing(before);
    await tab.choose([photos.noFace]);
    await tab.panel.shows(textOf('error_extension_updated'));
    await expectNothing(before);
    await chromium.scriptsAreRegistered();
    await tab.page.reload();
    await expectNextWorks();
  });
});

describe('in the middle of a job on WebGL', () => {
  it('the graphics context is lost: the person is asked', async () => {
    await chromium.close();
    chromium = await SiteBrowser.open('--use-angle=swiftshader', '--enable-unsafe-swiftshader');
    await chromium.change({ backend: 'webgl' });
    const before = server.uploads.length;
    await startJob('progress_found');
    const session = await chromium.browser.target().createCDPSession();
    await session.send('Browser.crashGpuProcess');
    await expectQuestion(before, 'error_backend_lost');
    await tab.panel.press(textOf('panel_leave_out'));
    await chromium.change({ backend: 'auto' });
    await expectNextWorks();
  });
});
