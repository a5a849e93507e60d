import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';
import type { Browser, JSHandle, Page } from 'puppeteer-core';
import { afterAll, expect } from 'vitest';
import { findOrInstallBrowser } from '../../scripts/browser';
import { defineExpectations } from '../../scripts/expectations';
import { DOUBLED_KERNELS } from '../../scripts/launch-chromium';
import type { ModelIndex } from '../../src/engine/models/model-index';
import { CODEC_WASM } from '../../src/offscreen/codecs/codec-wasm';
import { perWorker } from './per-worker';

const root = resolve(import.meta.dirname, '../..');
const modules = join(root, 'node_modules');
const DEMO = '@vladmandic/face-api/demo';

/** A plain web page that runs an entry file of test/page. */
export interface LabPage<Lab> {
  /** What the entry file exports, as it lives in the page: `lab.evaluate((lab) => ...)`. */
  readonly lab: JSHandle<Lab>;
  /** Errors that nobody caught in the page. */
  readonly errors: readonly unknown[];
  close(): Promise<void>;
}

const useBrowser = perWorker(launch);

/** Gives a file the browser that it shares with others of its worker. */
export function giveBrowser(give: (browser: Browser) => void): void {
  useBrowser(give);
}

/** Gives a file the page of `test/page/<entry>.ts`, from before its tests until after them. */
export function giveLab<Lab>(entry: string, give: (page: LabPage<Lab>) => void): void {
  let page: LabPage<Lab> | undefined;
  useBrowser(async (browser) => {
    page = await openLab(browser, entry);
    give(page);
  });
  afterAll(async () => {
    await page?.close();
    expect(page?.errors).toEqual([]);
  });
}

/** Bundles an entry file, serves it on 127.0.0.1 and opens it in a new tab. */
async function openLab<Lab>(browser: Browser, entry: string): Promise<LabPage<Lab>> {
  const server = await serve(await bundle(entry));
  let page: Page | undefined;
  const close = async (): Promise<void> => {
    await page?.close();
    await new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    });
  };
  try {
    page = await browser.newPage();
    const errors: unknown[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(addressOf(server));
    const lab = (await page.evaluateHandle('lab')) as JSHandle<Lab>;
    return { lab, errors, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function launch(): Promise<Browser> {
  const { path } = await findOrInstallBrowser('chromium');
  return puppeteer.launch({
    executablePath: path,
    headless: true,
    pipe: true,
    // The tests have time limits of their own.
    protocolTimeout: 900_000,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // A WebGL 2 context that computes on the processor: there on any machine, and the same.
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      DOUBLED_KERNELS,
      // The codecs' wasm is instantiated at once, which a window, unlike a worker, allows to 8 MB only.
      '--enable-features=WebAssemblyUnlimitedSyncCompilation',
      // Chromium refuses its sandbox to root, as in most containers.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

export async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: {
      contents: `import * as lab from './test/page/${entry}'; globalThis.lab = lab;`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'chrome148',
    charset: 'utf8',
    logLevel: 'error',
    // Libraries ask whether they run in Node. Here they do not; what they would load is not there.
    define: { process: 'undefined', ...defineExpectations() },
    external: ['fs', 'path'],
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error(`esbuild made nothing of ${entry}`);
  return script.text;
}

/** Everything that the page may ask for, by its address. */
function contents(script: string): ReadonlyMap<string, () => string | Buffer> {
  const fromModules = (path: string) => () => readFileSync(join(modules, path));
  const indexText = readFileSync(join(root, 'models/index.json'), 'utf8');
  const index = JSON.parse(indexText) as ModelIndex;
  return new Map<string, () => string | Buffer>([
    [
      '/',
      () =>
        '<!doctype html><meta charset="utf-8"><title>lab</title><script type="module" src="lab.js"></script>',
    ],
    ['/lab.js', () => script],
    ['/models/index.json', () => indexText],
    ...index.models.flatMap(({ files }) =>
      files.map(
        ({ path, from }) => [`/models/${path}`, () => readFileSync(join(root, from))] as const,
      ),
    ),
    ...['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'].map(
      (name) =>
        [`/tfjs/${name}`, fromModules(`@tensorflow/tfjs-backend-wasm/dist/${name}`)] as const,
    ),
    [`/codecs/${CODEC_WASM.name}`, fromModules(CODEC_WASM.packagePath)],
    ...['sample1.jpg', 'sample6.jpg'].map(
      (name) => [`/photos/${name}`, fromModules(`${DEMO}/${name}`)] as const,
    ),
  ]);
}

const TYPES: Readonly<Record<string, string>> = {
  '/': 'text/html',
  js: 'text/javascript',
  wasm: 'application/wasm',
};

function serve(script: string): Promise<Server> {
  const files = contents(script);
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const read = files.get(path);
    if (read === undefined) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type }).end(read());
  });
  return new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      listening(server);
    });
  });
}

export function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return `http://127.0.0.1:${address.port}/`;
}
