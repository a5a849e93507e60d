import type { ErrorCode } from '../../shared/errors';
import type { JobRequest } from '../../shared/job';
import { mayWorkAgain } from '../../shared/may-work-again';

/** How a photo is worked on: its first picture only, and by how many levels more than the settings say. */
export type Way = Required<Pick<JobRequest, 'asStill' | 'stronger'>>;

/** What a person may try after a failure. */
export interface NextTry {
  /** Name of the text on its button. */
  readonly label: 'panel_still' | 'panel_stronger' | 'studio_again';
  readonly way: Way;
}

/**
 * What may help after a failure with `way`, the same as on a site (content/panel/question.ts);
 * undefined where nothing does. `levels`: how many there are above the one that is set.
 */
export function nextTry(code: ErrorCode, way: Way, levels: number): NextTry | undefined {
  if (code === 'animated') return { label: 'panel_still', way: { ...way, asStill: true } };
  if (code === 'budget-exceeded' && way.stronger < levels) {
    return { label: 'panel_stronger', way: { ...way, stronger: way.stronger + 1 } };
  }
  return mayWorkAgain(code) ? { label: 'studio_again', way } : undefined;
}
