import { TargetType } from 'puppeteer-core';
import type { Browser, Page, Target, WebWorker } from 'puppeteer-core';
import type { LaunchedChromium } from '../../scripts/launch-chromium';
import { launchChromium } from '../../scripts/launch-chromium';
import type { Contract } from '../../src/shared/messages';
import type { SettingsChange } from '../../src/shared/settings';
import { renewExtension } from './renew-extension';
import { copyWithSite } from './site-extension';
import { until } from './site-until';

/** The address of every test site, as a pattern: ports cannot be named in one. */
const SITE = 'http://127.0.0.1/*';

interface InstallOptions {
  readonly extraArgs?: readonly string[];
  /** Permitted beside the test site, as match patterns. */
  readonly moreSites?: readonly string[];
  /** Whether the page that opens at install stays. */
  readonly keepsFirstRun?: boolean;
}

/** The extension as it ships, one manifest key changed, and the test site switched on in it. */
export class SiteBrowser {
  readonly #launched: LaunchedChromium;
  readonly #removeCopy: () => void;

  private constructor(launched: LaunchedChromium, removeCopy: () => void) {
    this.#launched = launched;
    this.#removeCopy = removeCopy;
  }

  /** A browser of its own, with the test site switched on. */
  static async open(...extraArgs: string[]): Promise<SiteBrowser> {
    const opened = await SiteBrowser.install({ extraArgs });
    await opened.switchSite(true);
    return opened;
  }

  /** As it is after its installation: no site is on. */
  static async install({ moreSites, ...options }: InstallOptions): Promise<SiteBrowser> {
    const copy = copyWithSite(moreSites);
    const launched = await launchChromium({ extensionDir: copy.folder, ...options });
    return new SiteBrowser(launched, () => {
      copy.remove();
    });
  }

  get browser(): Browser {
    return this.#launched.browser;
  }

  get extensionId(): string {
    return this.#launched.extensionId;
  }

  async close(): Promise<void> {
    await this.#launched.close();
    this.#removeCopy();
  }

  /** As after `open`, but for the results that the engine host knows. */
  async renew(): Promise<void> {
    await renewExtension(this);
    await this.switchSite(true);
  }

  /** Loads the site in a new tab. */
  async visit(url: string): Promise<Page> {
    const page = await this.browser.newPage();
    await page.setViewport({ width: 1100, height: 800 });
    await page.goto(url);
    return page;
  }

  /** Takes effect for pages that are loaded from now on. */
  async switchSite(on: boolean): Promise<void> {
    await this.ask('setSites', { [SITE]: on });
  }

  async change(settings: SettingsChange): Promise<void> {
    await this.ask('changeSettings', settings);
  }

  /** Opens a page of the extension. */
  async openOptions(): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(`chrome-extension://${this.extensionId}/ui/options/options.html`);
    return page;
  }

  /** Calls a method of the background as one of the extension's pages would. */
  async ask(method: keyof Contract['background'], request: unknown): Promise<unknown> {
    const page = await this.openOptions();
    const reply: unknown = await page.evaluate(
      (name, what) => chrome.runtime.sendMessage({ to: 'background', method: name, request: what }),
      method,
      request,
    );
    await page.close();
    const { ok, value } = reply as { ok: boolean; value: unknown };
    if (!ok) throw new Error(`${method}: ${JSON.stringify(reply)}`);
    return value;
  }

  /** The permission for its hosts, given and taken on the extension's card in the browser. */
  async permitHosts(hostAccess: 'ON_ALL_SITES' | 'ON_CLICK'): Promise<void> {
    const change = JSON.stringify({ extensionId: this.extensionId, hostAccess });
    await this.#manage(`updateExtensionConfiguration(${change})`);
  }

  /** Whether it may run in private windows, set on the same card. The browser loads it anew for it. */
  async permitPrivateWindows(incognitoAccess: boolean): Promise<void> {
    await this.#keepWhenReloaded();
    const change = JSON.stringify({ extensionId: this.extensionId, incognitoAccess });
    await this.#manage(`updateExtensionConfiguration(${change})`);
  }

  async reloadExtension(): Promise<void> {
    await this.#keepWhenReloaded();
    await this.#manage(`reload('${this.extensionId}', { failQuietly: true })`);
  }

  /** Without the developer mode the browser disables what comes from a folder when it reloads it. */
  #keepWhenReloaded(): Promise<void> {
    return this.#manage('updateProfileConfiguration({ inDeveloperMode: true })');
  }

  /** Resolves when the extension has put its scripts in place by itself. */
  async scriptsAreRegistered(count = 2): Promise<void> {
    const page = await until('the extension is there', () =>
      this.openOptions().catch(() => undefined),
    );
    await until('its scripts are registered', async () => {
      const scripts = await page.evaluate(() => chrome.scripting.getRegisteredContentScripts());
      return scripts.length === count ? true : undefined;
    });
    await page.close();
  }

  /** Resolves when the extension's service worker sleeps. */
  async stopServiceWorker(): Promise<void> {
    const page = await this.openOptions();
    const stopped = this.#serviceWorkerEnds();
    const session = await page.createCDPSession();
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    await stopped;
    await page.close();
  }

  #serviceWorkerEnds(): Promise<void> {
    return new Promise((resolve) => {
      const look = (target: Target): void => {
        // Tabs of the test before may still be closing.
        if (target.type() !== TargetType.SERVICE_WORKER) return;
        this.browser.off('targetdestroyed', look);
        resolve();
      };
      this.browser.on('targetdestroyed', look);
    });
  }

  /** Only the browser's own pages have this API. */
  async #manage(order: string): Promise<void> {
    const page = await this.browser.newPage();
    await page.goto('chrome://extensions');
    await page.evaluate(`chrome.developerPrivate.${order}`);
    await page.close();
  }

  /** The engine host's document; there must be one. */
  async host(): Promise<Page> {
    const target = this.browser
      .targets()
      .find((one) => one.url().endsWith('/offscreen/offscreen.html'));
    if (target === undefined) throw new Error('There is no engine host');
    return target.asPage();
  }

  /** The worker in which the engine runs; there must be one. */
  async engineWorker(): Promise<WebWorker> {
    const all = (await this.host()).workers();
    const worker = all.find((one) => one.url().endsWith('/worker.js'));
    if (worker === undefined) throw new Error('There is no engine worker');
    return worker;
  }
}
