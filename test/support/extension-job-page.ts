import type { ElementHandle, Page } from 'puppeteer-core';
import type { JobMessage, JobOptions, JobProgress } from '../../src/shared/job';
import type { PhotoReport } from '../../src/shared/report';

/** One message of the host, with the page's own time of arrival. Blobs stay in the page. */
export interface JobNote {
  readonly atMs: number;
  readonly type: JobMessage['type'] | 'disconnected';
  readonly kind?: JobProgress['kind'];
  readonly progress?: JobProgress;
  readonly code?: string;
  readonly report?: PhotoReport;
  readonly base64?: string;
}

interface PageJob {
  readonly notes: JobNote[];
  readonly port: chrome.runtime.Port;
  cancelledAtMs?: number;
}

declare global {
  var testJobs: Record<string, PageJob>;
}

const PATIENCE_MS = 170_000;

/**
 * A page of the extension from which a test runs jobs, speaking to the engine host itself: what is
 * tested is the host, not our client of it.
 */
export class JobPage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(page: Page): Promise<JobPage> {
    await page.evaluate(() => {
      globalThis.testJobs = {};
    });
    return new JobPage(page);
  }

  /** Starts one job per path, all at the same moment; gives their ids. */
  async start(paths: readonly string[], options?: JobOptions): Promise<string[]> {
    const inputs = await Promise.all(paths.map((path) => this.#giveFile(path)));
    const ids = paths.map(() => crypto.randomUUID());
    await this.page.evaluate(
      (jobIds, chosen, ...elements) => {
        elements.forEach((input, index) => {
          void startOne(jobIds[index] ?? '', input.files?.[0]);
        });

        async function startOne(id: string, file: File | undefined): Promise<void> {
          if (file === undefined) throw new Error('The file did not reach the page');
          await chrome.runtime.sendMessage({
            to: 'background',
            method: 'ensureEngine',
            request: null,
          });
          const port = chrome.runtime.connect({ name: `protect:${id}` });
          const notes: JobNote[] = [];
          globalThis.testJobs[id] = { notes, port };
          port.onMessage.addListener((message: JobMessage) => {
            const atMs = performance.now();
            if (message.type === 'progress') {
              const { progress } = message;
              notes.push({ atMs, type: 'progress', kind: progress.kind, progress });
            } else if (message.type === 'failed') {
              const { code, report } = message;
              notes.push({ atMs, type: 'failed', code, ...(report && { report }) });
            } else {
              const { report } = message;
              const reader = new FileReader();
              reader.onload = () => {
                const base64 = (reader.result as string).split(',')[1] ?? '';
                notes.push({ atMs, type: 'done', report, base64 });
              };
              reader.readAsDataURL(message.blob);
            }
          });
          port.onDisconnect.addListener(() => {
            notes.push({ atMs: performance.now(), type: 'disconnected' });
          });
          port.postMessage({ file, name: file.name, ...(chosen && { options: chosen }) });
        }
      },
      ids,
      options ?? null,
      ...inputs,
    );
    return ids;
  }

  /** Runs one photo to its end. */
  async run(path: string, options?: JobOptions): Promise<JobNote> {
    const [id = ''] = await this.start([path], options);
    return this.end(id);
  }

  /** The last note of a job, once it has come. */
  async end(id: string): Promise<JobNote> {
    await this.page.waitForFunction(
      (jobId) => globalThis.testJobs[jobId]?.notes.some(({ type }) => type !== 'progress'),
      { timeout: PATIENCE_MS, polling: 50 },
      id,
    );
    const notes = await this.notes(id);
    const last = notes.find(({ type }) => type !== 'progress');
    if (last === undefined) throw new Error('unreachable: it was there a moment ago');
    return last;
  }

  /** Resolves at the `count`-th progress of that kind. */
  async reach(id: string, kind: JobProgress['kind'], count = 1): Promise<void> {
    await this.page.waitForFunction(
      (jobId, wanted, times) => {
        const notes = globalThis.testJobs[jobId]?.notes ?? [];
        return notes.filter((note) => note.kind === wanted).length >= times;
      },
      { timeout: PATIENCE_MS, polling: 20 },
      id,
      kind,
      count,
    );
  }

  /** Closes the job's port; gives the page's time of that. */
  async cancel(id: string): Promise<number> {
    return this.page.evaluate((jobId) => {
      globalThis.testJobs[jobId]?.port.disconnect();
      return performance.now();
    }, id);
  }

  async notes(id: string): Promise<JobNote[]> {
    return this.page.evaluate((jobId) => globalThis.testJobs[jobId]?.notes ?? [], id);
  }

  async #giveFile(path: string): Promise<ElementHandle<HTMLInputElement>> {
    const input = await this.page.evaluateHandle(() => {
      const element = document.createElement('input');
      element.type = 'file';
      return element;
    });
    await input.uploadFile(path);
    return input;
  }
}

/** The delivered bytes of a job that is done. */
export function bytesOf({ type, code, base64 }: JobNote): Buffer {
  if (type !== 'done' || base64 === undefined)
    throw new Error(`The job ended ${type} ${code ?? ''}`);
  return Buffer.from(base64, 'base64');
}

/** Milliseconds between the optimiser's steps that were seen. */
export function stepTimesMs(notes: readonly JobNote[]): number[] {
  const times = notes.filter(({ kind }) => kind === 'step').map(({ atMs }) => atMs);
  return times.slice(1).map((at, index) => at - (times[index] ?? at));
}
