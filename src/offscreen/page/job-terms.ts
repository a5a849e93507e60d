import { UnnoticedError } from '../../shared/errors';
import type { JobOptions, JobRequest } from '../../shared/job';
import { PLATFORM_IDS } from '../../shared/platforms';
import type { Caller } from '../../shared/sender';
import { platformsOfOrigin } from '../../shared/site-platforms';
import type { EngineSettings } from '../../shared/settings';
import { DEFAULT_SETTINGS } from '../../shared/settings';
import { strongerBy } from '../../shared/strength';

/**
 * A page waits for this one, with its panel in sight, where a person sees it get on and can cancel: a
 * group photo may take as long as it takes.
 */
export const PAGE_TIMEOUT_MS = 600_000;

/** Who asks, by the browser's own stamp. */
export interface Asker {
  readonly caller: Exclude<Caller, 'foreign'>;
  /** Of the page in which a content script runs. */
  readonly origin: string | undefined;
}

/**
 * On which terms a job runs. A content script names none and gets the person's settings, and what is
 * known of its site; what an extension page names goes before them, one by one. Both may ask for more
 * strength than that.
 */
export function jobTerms(
  asker: Asker,
  { options, stronger = 0 }: Pick<JobRequest, 'options' | 'stronger'>,
  settings: EngineSettings | undefined,
): JobOptions {
  const terms = baseTerms(asker, options, settings);
  if (stronger === 0) return terms;
  return { ...terms, strength: strongerBy(stronger, terms.strength ?? DEFAULT_SETTINGS.strength) };
}

function baseTerms(
  { caller, origin }: Asker,
  options: JobOptions | undefined,
  settings: EngineSettings | undefined,
): JobOptions {
  if (caller === 'extension-page') return { ...settings, platforms: PLATFORM_IDS, ...options };
  if (options !== undefined) {
    throw new UnnoticedError('forbidden', 'Only an extension page may choose options');
  }
  if (settings === undefined) {
    throw new UnnoticedError('engine-start', 'The engine host was not told the settings');
  }
  return { ...settings, platforms: platformsOfOrigin(origin), timeoutMs: PAGE_TIMEOUT_MS };
}
