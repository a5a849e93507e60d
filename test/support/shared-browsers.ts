import { openExtension } from './extension-browser';
import type { ExtensionBrowser } from './extension-browser';
import { perWorker } from './per-worker';
import { renewExtension } from './renew-extension';
import { SiteBrowser } from './site-browser';

const useSite = perWorker(() => SiteBrowser.open());
const useExtension = perWorker(() => openExtension());

/**
 * Gives a file the browser that it shares with others of its worker, with the test site switched on
 * and everything else as after the installation. The engine host stays with the results that it
 * knows: a photo that must be worked on has to be a new one. Who needs other arguments, kills
 * processes or asks what a new browser does opens one with `SiteBrowser.open`.
 */
export function giveSite(give: (chromium: SiteBrowser) => void): void {
  useSite(async (chromium) => {
    await chromium.renew();
    give(chromium);
  });
}

/** The same of the browser whose every request is recorded. */
export function giveExtension(give: (extension: ExtensionBrowser) => void): void {
  useExtension(async (extension) => {
    await renewExtension(extension);
    give(extension);
  });
}
