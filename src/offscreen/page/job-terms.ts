import { UnnoticedError } from '../../shared/errors';
import type { JobOptions } from '../../shared/job';
import type { Caller } from '../../shared/sender';
import type { EngineSettings } from '../../shared/settings';

/** A page waits for this one, with its panel in sight: long, and not for ever. */
export const PAGE_TIMEOUT_MS = 600_000;

/**
 * On which terms a job runs. A content script names none and gets the person's settings; what an
 * extension page names goes before them, one by one.
 */
export function jobTerms(
  caller: Exclude<Caller, 'foreign'>,
  options: JobOptions | undefined,
  settings: EngineSettings | undefined,
): JobOptions {
  if (caller === 'extension-page') return { ...settings, ...options };
  if (options !== undefined) {
    throw new UnnoticedError('forbidden', 'Only an extension page may choose options');
  }
  if (settings === undefined) {
    throw new UnnoticedError('engine-start', 'The engine host was not told the settings');
  }
  return { ...settings, timeoutMs: PAGE_TIMEOUT_MS };
}
