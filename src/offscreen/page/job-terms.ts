import { UnnoticedError } from '../../shared/errors';
import type { JobOptions, JobRequest } from '../../shared/job';
import type { Caller } from '../../shared/sender';
import type { EngineSettings } from '../../shared/settings';
import { DEFAULT_SETTINGS } from '../../shared/settings';
import { strongerBy } from '../../shared/strength';

/** A page waits for this one, with its panel in sight: long, and not for ever. */
export const PAGE_TIMEOUT_MS = 600_000;

/**
 * On which terms a job runs. A content script names none and gets the person's settings; what an
 * extension page names goes before them, one by one. Both may ask for more strength than that.
 */
export function jobTerms(
  caller: Exclude<Caller, 'foreign'>,
  { options, stronger = 0 }: Pick<JobRequest, 'options' | 'stronger'>,
  settings: EngineSettings | undefined,
): JobOptions {
  const terms = baseTerms(caller, options, settings);
  if (stronger === 0) return terms;
  return { ...terms, strength: strongerBy(stronger, terms.strength ?? DEFAULT_SETTINGS.strength) };
}

function baseTerms(
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
