import type { JobOptions } from '../../shared/job';
import type { Towards } from '../worker-protocol';
import type { TermedJob } from './engine-host';

/** The whole file is read to be hashed, so that is bounded too. */
const LARGEST_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Names the result of a job: the file's bytes and type, and the options that have a part in it.
 * Undefined where the result must not be given twice: with a seed of its own a job asks for the work.
 */
export async function resultKey(job: TermedJob): Promise<string | undefined> {
  const { file, asStill = false, options = {}, towards } = job;
  if (options.seed !== undefined || file.size > LARGEST_FILE_BYTES) return undefined;
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  const parts = [asStill, ...partOf(options), ...targetOf(towards)];
  return JSON.stringify([[...new Uint8Array(hash)], file.type, parts]);
}

/** `target` and `decoySeed` have theirs through `towards`. */
type Without = 'seed' | 'timeoutMs' | 'target' | 'decoySeed';
type WithPart = { readonly [K in Exclude<keyof JobOptions, Without>]-?: unknown };

/** Every option that changes the result; a new one that is missing here is a compile error. */
function partOf(options: JobOptions): unknown[] {
  const { mode, form, maxSteps, transferSteps, backend, strength, metadata } = options;
  const { asDelivered, platforms, unlinkable } = options;
  const steps = { maxSteps, transferSteps };
  const holds = { asDelivered, platforms };
  const level = { strength, unlinkable };
  const part: WithPart = { mode, form, ...steps, ...holds, ...level, backend, metadata };
  return Object.values(part);
}

/** A new decoy belongs to its photo, so the photo names it. */
function targetOf(towards: Towards | undefined): unknown[] {
  switch (towards?.kind) {
    case undefined:
      return [];
    case 'new-decoy':
      return [towards.kind];
    case 'fixed-decoy':
      return [towards.kind, towards.seed];
    case 'photo':
      return [towards.kind, towards.face.id];
  }
}
