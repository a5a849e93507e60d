import type { JobOptions, JobRequest } from '../../shared/job';

/** The whole file is read to be hashed, so that is bounded too. */
const LARGEST_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Names the result of a job: the file's bytes and type, and the options that have a part in it.
 * Undefined where the result must not be given twice: with a seed of its own a job asks for the work.
 */
export async function resultKey({ file, options = {} }: JobRequest): Promise<string | undefined> {
  if (options.seed !== undefined || file.size > LARGEST_FILE_BYTES) return undefined;
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return JSON.stringify([[...new Uint8Array(hash)], file.type, partOf(options)]);
}

type WithPart = { readonly [K in Exclude<keyof JobOptions, 'seed' | 'timeoutMs'>]-?: unknown };

/** Every option that changes the result; a new one that is missing here is a compile error. */
function partOf({ mode, form, maxSteps, backend, strength }: JobOptions): unknown[] {
  const part: WithPart = { mode, form, maxSteps, backend, strength };
  return Object.values(part);
}
