import type { Delivered, FaceMeasurement } from './criterion/measure-faces';
import type { Standing } from './criterion/reached';
import { isReached, shortfall, worstStanding } from './criterion/reached';
import type { EngineModels } from './models/load-engine-models';
import type { FaceWork } from './protect-face';
import type { EngineErrorCode } from './protect-types';

/** A face at work and how it stands in the file that was delivered last. */
export interface OpenFace {
  readonly work: FaceWork;
  /** How much of the perturbation goes into the file: 1 until it is trimmed. */
  share: number;
  /** By how much the patch must be better than the criterion asks, in units of similarity. */
  slack: number;
  /** It may take no more steps. */
  exhausted: boolean;
  measurement: Delivered | undefined;
}

/** Largest shortfall over the recognisers; nothing measured is everything missing. */
export function missing(measurement: Delivered | undefined, models: EngineModels): number {
  const shortfalls = models.recognisers.map((one, i) =>
    shortfall(standingOf(measurement, i), one.calibration),
  );
  return Math.max(...shortfalls);
}

/** The worst of the delivered file and of what was looked at of the platforms. */
function standingOf(measurement: Delivered | undefined, index: number): Standing {
  const after = [...(measurement?.platforms?.values() ?? [])];
  return worstStanding([measurement, ...after].map((one) => standingIn(one, index)));
}

export function standingIn(measurement: FaceMeasurement | undefined, index: number): Standing {
  const toClean = measurement?.similarities[index] ?? 1;
  const toTarget = measurement?.toTarget[index];
  return toTarget === undefined ? { toClean } : { toClean, toTarget };
}

/** Why a face is not protected in the file delivered last; undefined when it is. */
export function failureOf(face: OpenFace, models: EngineModels): EngineErrorCode | undefined {
  const { measurement } = face;
  if (!measurement) return 'budget-exceeded';
  const reached = models.recognisers.every((one, i) =>
    isReached(standingOf(measurement, i), one.calibration),
  );
  if (!reached) return 'budget-exceeded';
  // In a site's version a face may be too small to be found, the clean one as well.
  return measurement.found ? undefined : 'face-lost';
}
