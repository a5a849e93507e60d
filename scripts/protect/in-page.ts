/**
 * Runs inside the extension's Studio page, bundled and evaluated there by extension-jobs.ts. It
 * speaks to the engine host as the Studio does, through the same client.
 */
import { errorOf } from '../../src/shared/error-of';
import type { JobOptions } from '../../src/shared/job';
import { JobError, runJob } from '../../src/shared/run-job';
import { runtimeRoute } from '../../src/shared/runtime-route';
import type { JobEvent } from './job-event';

let delivered = new Blob();

/** Starts a job on the file in `input`; what happens is told to `tell`, the end included. */
export function start(
  input: HTMLInputElement,
  options: JobOptions,
  tell: (event: JobEvent) => void,
): void {
  const file = input.files?.[0];
  if (file === undefined) throw new Error('The file did not reach the page');
  const onProgress = (progress: Extract<JobEvent, { type: 'progress' }>['progress']): void => {
    tell({ type: 'progress', progress });
  };
  const startedMs = performance.now();
  const spentMs = (): number => performance.now() - startedMs;
  runJob(runtimeRoute(), { file, name: file.name, options }, { onProgress }).then(
    ({ blob, report }) => {
      delivered = blob;
      tell({ type: 'done', report, size: blob.size, ms: spentMs() });
    },
    (error: unknown) => {
      const { code, message } = errorOf(error);
      const report = error instanceof JobError ? error.report : undefined;
      const failed = { type: 'failed', code, message, size: file.size, ms: spentMs() } as const;
      tell({ ...failed, ...(report && { report }) });
    },
  );
}

/** A piece of the delivered file as base64: one answer of the debugging protocol stays small. */
export async function readPiece(start: number, end: number): Promise<string> {
  const bytes = new Uint8Array(await delivered.slice(start, end).arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}
