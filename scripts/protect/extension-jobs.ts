import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { ElementHandle, Page } from 'puppeteer-core';
import type { JobOptions, JobProgress } from '../../src/shared/job';
import { deferred } from '../../src/shared/deferred';
import type { PhotoReport } from '../../src/shared/report';
import type { LaunchedChromium } from '../launch-chromium';
import type * as inPage from './in-page';
import type { JobEvent } from './job-event';
import { failureReport } from './report';

const PIECE_BYTES = 3 * 2 ** 20;

/** The name under which in-page.ts is known in the page, and that of the way back. */
declare global {
  var commandLine: typeof inPage;
  var tellCommandLine: (event: JobEvent) => void;
}

export interface JobOutcome {
  readonly report: PhotoReport;
  /** Milliseconds from the chosen file to the end, as the page sees it. */
  readonly ms: number;
  /** What was delivered; absent when the job failed. */
  readonly bytes?: Uint8Array;
  /** Why it failed, for a person. */
  readonly why?: string;
}

/** Jobs through a page of the extension, one after the other. */
export class ExtensionJobs {
  readonly #page: Page;
  #onEvent: (event: JobEvent) => void = () => undefined;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the Studio page and puts in-page.ts into it. */
  static async open({ browser, extensionId }: LaunchedChromium): Promise<ExtensionJobs> {
    const page = await browser.newPage();
    await page.goto(`chrome-extension://${extensionId}/ui/studio/studio.html`);
    const jobs = new ExtensionJobs(page);
    await page.exposeFunction('tellCommandLine', (event: JobEvent) => {
      jobs.#onEvent(event);
    });
    await page.evaluate(await bundleInPage());
    return jobs;
  }

  /** Protects one file. Rejects only when the page or the browser is gone. */
  async protect(
    path: string,
    options: JobOptions,
    onProgress: (progress: JobProgress) => void,
  ): Promise<JobOutcome> {
    const end = deferred<Exclude<JobEvent, { type: 'progress' }>>();
    const onClose = (): void => {
      end.reject(new Error('The browser went away'));
    };
    this.#onEvent = (event) => {
      if (event.type === 'progress') onProgress(event.progress);
      else end.resolve(event);
    };
    this.#page.once('close', onClose);
    this.#page.browser().once('disconnected', onClose);
    const input = await this.#giveFile(path);
    try {
      await this.#page.evaluate(
        (element, chosen) => {
          globalThis.commandLine.start(element, chosen, globalThis.tellCommandLine);
        },
        input,
        options,
      );
      const event = await end.promise;
      if (event.type === 'done') {
        return { report: event.report, ms: event.ms, bytes: await this.#read(event.size) };
      }
      const report = event.report ?? failureReport(event.code, event.size);
      return { report, ms: event.ms, why: event.message };
    } finally {
      this.#page.off('close', onClose);
      this.#page.browser().off('disconnected', onClose);
    }
  }

  /** An input of our own: those of the page would start a job of the Studio. */
  async #giveFile(path: string): Promise<ElementHandle<HTMLInputElement>> {
    const input = await this.#page.evaluateHandle(() => {
      const element = document.createElement('input');
      element.type = 'file';
      return element;
    });
    await input.uploadFile(resolve(path));
    return input;
  }

  async #read(size: number): Promise<Uint8Array> {
    const pieces: Buffer[] = [];
    for (let at = 0; at < size; at += PIECE_BYTES) {
      const piece = await this.#page.evaluate(
        (from, to) => globalThis.commandLine.readPiece(from, to),
        at,
        Math.min(size, at + PIECE_BYTES),
      );
      pieces.push(Buffer.from(piece, 'base64'));
    }
    return Buffer.concat(pieces);
  }
}

async function bundleInPage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'in-page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'commandLine',
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}
