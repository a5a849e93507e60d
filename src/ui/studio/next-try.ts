import type { ErrorCode } from '../../shared/errors';
import type { JobRequest } from '../../shared/job';
import { mayWorkAgain } from '../../shared/may-work-again';
import { nextOf } from '../../shared/strength';
import type { Strength } from '../../shared/strength';

/** How a photo is worked on: its first picture only, and by how many levels more than the settings say. */
export type Way = Required<Pick<JobRequest, 'asStill' | 'stronger'>>;

/** What a person may try after a failure: the first picture, the next strength, the same again. */
export type NextTry =
  | { readonly kind: 'still' | 'again'; readonly way: Way }
  | { readonly kind: 'stronger'; readonly strength: Strength; readonly way: Way };

/**
 * What may help after a failure with `way`, the same as on a site (content/panel/question.ts);
 * undefined where nothing does. `levels`: how many there are above the one that is set.
 */
export function nextTry(code: ErrorCode, way: Way, levels: number): NextTry | undefined {
  if (code === 'animated') return { kind: 'still', way: { ...way, asStill: true } };
  const strength = nextOf(levels - way.stronger);
  if (code === 'budget-exceeded' && strength !== undefined) {
    return { kind: 'stronger', strength, way: { ...way, stronger: way.stronger + 1 } };
  }
  return mayWorkAgain(code) ? { kind: 'again', way } : undefined;
}
