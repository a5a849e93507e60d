/** Starts a Chromium with one unpacked extension in it: for the command line, tests and benches. */
import { resolve } from 'node:path';
import puppeteer, { type Browser, TargetType, type WebWorker } from 'puppeteer-core';
import { findOrInstallBrowser } from './browser';
import { closeFirstRun } from './close-first-run';

export interface LaunchOptions {
  readonly extensionDir: string;
  /** Default true. */
  readonly headless?: boolean;
  /** Default: a new temporary profile, removed when the browser closes. */
  readonly userDataDir?: string;
  readonly extraArgs?: readonly string[];
  /** Whether the page that the extension opens when it is installed is left open. Default false. */
  readonly keepsFirstRun?: boolean;
  /** As people's own browser computes, which nobody starts for them: without `DOUBLED_KERNELS`. */
  readonly plainKernels?: boolean;
}

export interface LaunchedChromium {
  readonly browser: Browser;
  readonly extensionId: string;
  /** The extension's service worker, as soon as it runs. Rejects after 30 s without one. */
  serviceWorker(): Promise<WebWorker>;
  close(): Promise<void>;
}

/** Nothing of the browser's own may reach the network while a test listens there. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * V8 makes two neighbouring instructions on 128 bits one on 256: about half the time for the
 * networks' kernels, and the same bytes (test/extension/kernels.test.ts). It is off by default in a
 * browser, nothing happens on a processor without AVX2, and a V8 that does not know it says so on
 * stderr and goes on. There is one `--js-flags` for a browser: a second one would replace it.
 */
export const DOUBLED_KERNELS = '--js-flags=--wasm-revectorize';

export async function launchChromium(options: LaunchOptions): Promise<LaunchedChromium> {
  const { path } = await findOrInstallBrowser('chromium');
  const headless = options.headless ?? true;
  const browser = await puppeteer.launch({
    executablePath: path,
    headless,
    // For a person: the page fills the window, and no bar speaks of a test.
    ...(headless ? {} : { defaultViewport: null, ignoreDefaultArgs: ['--enable-automation'] }),
    pipe: true,
    enableExtensions: true,
    ...(options.userDataDir === undefined ? {} : { userDataDir: options.userDataDir }),
    args: [
      ...QUIET,
      // Chromium refuses its sandbox to root, as in most containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(options.plainKernels === true ? [] : [DOUBLED_KERNELS]),
      ...(options.extraArgs ?? []),
    ],
  });
  try {
    const extensionId = await browser.installExtension(resolve(options.extensionDir));
    if (options.keepsFirstRun !== true) await closeFirstRun(browser, extensionId);
    return {
      browser,
      extensionId,
      serviceWorker: () => findServiceWorker(browser, extensionId),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

async function findServiceWorker(browser: Browser, extensionId: string): Promise<WebWorker> {
  const target = await browser.waitForTarget(
    (one) =>
      one.type() === TargetType.SERVICE_WORKER &&
      one.url().startsWith(`chrome-extension://${extensionId}/`),
    { timeout: 30_000 },
  );
  const worker = await target.worker();
  if (worker === null) throw new Error('The service worker ended while it was being attached to.');
  return worker;
}
