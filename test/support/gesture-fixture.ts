import { afterAll, afterEach, beforeAll } from 'vitest';
import type { GestureSite } from './gesture-site';
import { startGestureSite } from './gesture-site';
import { GestureTab } from './gesture-tab';
import { giveSite } from './shared-browsers';
import { SiteBrowser } from './site-browser';
import type { SitePhotos } from './site-photos';
import { makeSitePhotos } from './site-photos';

/** What the tests of one file share; each is there from the file's `beforeAll` on. */
export interface GestureFixture {
  readonly photos: SitePhotos;
  readonly site: GestureSite;
  readonly chromium: SiteBrowser;
  /** The tab that the running test opened. */
  readonly tab: GestureTab;
  open(path: string): Promise<void>;
}

/**
 * A browser with the extension, a site of these pages by their paths, and a new tab a test. The
 * browser is the worker's, or one of the file's own where it needs arguments of its own.
 */
export function useGestureSite(
  pages: Readonly<Record<string, string>>,
  ...browserArgs: string[]
): GestureFixture {
  const isOwn = browserArgs.length > 0;
  let photos: SitePhotos | undefined;
  let site: GestureSite | undefined;
  let chromium: SiteBrowser | undefined;
  let tab: GestureTab | undefined;
  beforeAll(async () => {
    photos = await makeSitePhotos();
    site = await startGestureSite(pages);
    if (isOwn) chromium = await SiteBrowser.open(...browserArgs);
  });
  if (!isOwn) {
    giveSite((shared) => {
      chromium = shared;
    });
  }
  afterAll(async () => {
    if (isOwn) await chromium?.close();
    await site?.close();
    photos?.remove();
  });
  afterEach(async () => {
    await tab?.page.close();
    tab = undefined;
  });
  return {
    get photos() {
      return there(photos);
    },
    get site() {
      return there(site);
    },
    get chromium() {
      return there(chromium);
    },
    get tab() {
      return there(tab);
    },
    open: async (path) => {
      tab = await GestureTab.open(there(chromium), `${there(site).origin}${path}`);
    },
  };
}

function there<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('Not there before beforeAll, or before open()');
  return part;
}
