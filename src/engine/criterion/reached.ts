import type { Calibration } from '../models/model-index';
import { cosineSimilarity } from '../recognise/cosine-similarity';
import { matchLimit, similarityUnit } from './match-limit';
import { targetThreshold } from './target';

/** Where a changed face stands with one recogniser; cosines. */
export interface Standing {
  readonly toClean: number;
  /** Only of an attack that has a target. */
  readonly toTarget?: number;
}

export function standingOf(
  embedding: ArrayLike<number>,
  clean: ArrayLike<number>,
  target?: ArrayLike<number>,
): Standing {
  const toClean = cosineSimilarity(embedding, clean);
  return target ? { toClean, toTarget: cosineSimilarity(embedding, target) } : { toClean };
}

/** Of several views of one face: the most like the original, the least like the target. */
export function worstStanding(standings: readonly Standing[]): Standing {
  const toClean = Math.max(...standings.map((standing) => standing.toClean));
  const toTarget = standings.flatMap((standing) => standing.toTarget ?? []);
  return toTarget.length > 0 ? { toClean, toTarget: Math.min(...toTarget) } : { toClean };
}

/**
 * The rule of success: the face no longer matches the original (below the match limit, for the
 * person's safety, in both modes), and with a target it matches that as well (above its
 * threshold). Returns how much is missing, in the recogniser's unit of similarity: 0 or more is a
 * failure, NaN stays NaN.
 */
export function shortfall(standing: Standing, calibration: Calibration): number {
  const unit = similarityUnit(calibration);
  const away = (standing.toClean - matchLimit(calibration)) / unit;
  if (standing.toTarget === undefined) return away;
  return Math.max(away, (targetThreshold(calibration) - standing.toTarget) / unit);
}

/** Reached, with `slack` (units of similarity) to spare. Not-a-number is never good enough. */
export function isReached(standing: Standing, calibration: Calibration, slack = 0): boolean {
  return shortfall(standing, calibration) < -slack;
}
