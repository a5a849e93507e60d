import type { AttackedSubjects } from './gather';
import type { Rate, Thresholds } from './matcher';
import type { Curve, Point } from './frontier';
import type { Mate, Subject } from './pairs';
import { pairsOf } from './pairs';
import { PLATFORMS } from './platforms';

/** What a curve is of: one matcher at one false accept rate. */
export interface Against {
  readonly matcher: string;
  readonly rate: Rate;
  readonly thresholds: Thresholds;
}

/**
 * One method for each person: by budget the mean PSNR of the person's photos and the share of the
 * pairs that matched when clean and no longer do. People without such a pair have no curve.
 */
export function curvesOf(
  budgets: readonly AttackedSubjects[],
  mates: readonly Mate[],
  against: Against,
): Curve[] {
  const people = new Set(budgets.flatMap((one) => one.subjects.map(({ photo }) => photo.person)));
  return [...people].flatMap((person) => {
    const points = budgets.flatMap((one): Point[] => {
      const subjects = one.subjects.filter(({ photo }) => photo.person === person);
      const point = pointOf(subjects, mates, against);
      return point ? [point] : [];
    });
    return points.length > 0 ? [{ person, points }] : [];
  });
}

/** All these photos at one budget as one point; undefined when no pair matched when clean. */
export function pointOf(
  subjects: readonly Subject[],
  mates: readonly Mate[],
  { matcher, rate, thresholds }: Against,
): Point | undefined {
  const threshold = thresholds[rate];
  const matched = pairsOf(subjects, mates, PLATFORMS[0], matcher).filter(
    ({ before }) => before >= threshold,
  );
  const psnrs = subjects.flatMap(({ after }) => after.face.psnr ?? []);
  if (matched.length === 0 || psnrs.length === 0) return undefined;
  return {
    psnr: psnrs.reduce((sum, one) => sum + one, 0) / psnrs.length,
    rate: matched.filter(({ after }) => after < threshold).length / matched.length,
  };
}
