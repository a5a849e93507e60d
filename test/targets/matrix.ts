import type { Page } from 'puppeteer-core';
import { SiteBrowser } from '../support/site-browser';
import { watchHost } from '../support/site-delivered';
import { makeSitePhotos } from '../support/site-photos';
import { SitePanel } from '../support/site-panel';
import type { SitePhotos } from '../support/site-photos';
import { textOf } from '../support/site-texts';
import { until } from '../support/site-until';
import { TARGETS } from './catalog';
import type { Gesture, Target } from './catalog';
import { Clipboard } from './clipboard';
import { Judge } from './judge';
// What the pages put on their globals is declared there.
import type {} from '../../demo/client/recorder';
import type {} from './pages/support/notes';
import { choose, dropOn } from './person';
import { makeSamples } from './samples';
import type { Sample, SampleFiles } from './samples';
import { startTargets } from './server';
import type { TargetServer } from './server';

const PROTECTED_WITHIN_MS = 1_200_000;

const AGAIN = textOf('panel_again');

/**
 * The server of the targets, a browser with the extension, and photos that the extension has
 * already worked on: from then on it answers from its cache, so that each cell takes a moment.
 */
export class Matrix {
  readonly server: TargetServer;
  readonly chromium: SiteBrowser;
  readonly files: SampleFiles;
  readonly photos: SitePhotos;
  judge = new Judge([]);
  readonly #clipboard: Clipboard;
  #onClipboard: Gesture | undefined;
  #ownsBrowser = true;

  private constructor(
    server: TargetServer,
    chromium: SiteBrowser,
    photos: SitePhotos,
    files: SampleFiles,
    clipboard: Clipboard,
  ) {
    this.server = server;
    this.chromium = chromium;
    this.photos = photos;
    this.files = files;
    this.#clipboard = clipboard;
  }

  /** In that browser, or in one of its own. */
  static async open(shared?: SiteBrowser): Promise<Matrix> {
    const [server, photos, chromium] = await Promise.all([
      startTargets(),
      makeSitePhotos(),
      shared ?? SiteBrowser.open(),
    ]);
    const page = await chromium.openOptions();
    await permitClipboard(chromium, [server.origin, `chrome-extension://${chromium.extensionId}`]);
    const clipboard = new Clipboard(page);
    const files = await makeSamples(photos, (png) => clipboard.putImage(png));
    const matrix = new Matrix(server, chromium, photos, files, clipboard);
    matrix.#ownsBrowser = shared === undefined;
    await matrix.#keepHandle();
    await matrix.#warmUp();
    return matrix;
  }

  async close(): Promise<void> {
    if (this.#ownsBrowser) await this.chromium.close();
    await this.server.close();
    this.photos.remove();
  }

  /** Loads a target in a tab of its own, ready to be used. */
  async visit({ page: name, ready }: Target): Promise<Page> {
    const page = await this.chromium.visit(`${this.server.origin}/targets/${name}`);
    await page.waitForSelector(ready ?? 'body > *:not(script)');
    return page;
  }

  /** What a gesture hands to a page. */
  samplesOf(gesture: Gesture): readonly Sample[] {
    const { folder, pasted, photo } = this.files;
    if (gesture === 'folder') return folder;
    return [gesture === 'paste' || gesture === 'read' ? pasted : photo];
  }

  /** Puts on the clipboard what the gesture needs there. */
  async prepare(gesture: Gesture): Promise<void> {
    if (!['paste', 'read', 'html'].includes(gesture) || gesture === this.#onClipboard) return;
    if (gesture === 'html') {
      const url = `data:image/jpeg;base64,${this.files.photo.original.toString('base64')}`;
      await this.#clipboard.putHtml(`<p>Some words</p><img src="${url}">`);
    } else await this.#clipboard.putImage(this.files.pasted.original);
    this.#onClipboard = gesture;
  }

  /**
   * Has the site keep a handle of a file, from before the extension was there: a picker can't be
   * answered without a display, a dropped file's handle is the same thing. The tab stays open,
   * because the permission goes with it.
   */
  async #keepHandle(): Promise<void> {
    await this.chromium.switchSite(false);
    const page = await this.chromium.visit(`${this.server.origin}/targets/stored-handle`);
    await dropOn(page, '#drop', [this.files.photoPath]);
    await page.waitForFunction(() => globalThis.notes.includes('stored'));
    await this.chromium.switchSite(true);
  }

  async #warmUp(): Promise<void> {
    await this.chromium.ask('ensureEngine', null);
    const delivered = await watchHost(await this.chromium.host());
    const works: [Sample, string][] = [
      [this.files.photo, this.files.photoPath],
      [this.files.pasted, this.files.pastedPath],
    ];
    const target = TARGETS.find(({ page }) => page === 'sync-reader');
    if (target === undefined) throw new Error('No target to begin with');
    for (const [i, [sample, path]] of works.entries()) {
      const page = await this.visit(target);
      await choose(page, target, [path]);
      const panel = await SitePanel.of(page);
      const made = await until(
        `${path} is worked on`,
        async () => {
          // A busy machine can keep an engine silent for so long that it is given up.
          if ((await panel.buttons()).includes(AGAIN)) await panel.press(AGAIN);
          return (await delivered())[i];
        },
        PROTECTED_WITHIN_MS,
      );
      sample.delivered = made;
      await page.close();
    }
    this.judge = new Judge(this.files.folder);
  }
}

async function permitClipboard(chromium: SiteBrowser, origins: readonly string[]): Promise<void> {
  const session = await chromium.browser.target().createCDPSession();
  for (const origin of origins) {
    for (const name of ['clipboard-read', 'clipboard-write']) {
      for (const allowWithoutSanitization of [false, true]) {
        const permission = { name, allowWithoutSanitization };
        await session.send('Browser.setPermission', { permission, setting: 'granted', origin });
      }
    }
  }
}
