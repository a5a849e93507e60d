import type { FaceMeasurement } from './criterion/measure-faces';
import type { Standing } from './criterion/reached';
import { isReached, shortfall } from './criterion/reached';
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
  measurement: FaceMeasurement | undefined;
}

/** Largest shortfall over the recognisers; nothing measured is everything missing. */
export function missing(measurement: FaceMeasurement | undefined, models: EngineModels): number {
  const shortfalls = models.recognisers.map((one, i) =>
    shortfall(standingIn(measurement, i), one.calibration),
  );
  return Math.max(...shortfalls);
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
    isReached(standingIn(measurement, i), one.calibration),
  );
  if (!reached) return 'budget-exceeded';
  return measurement.found ? undefined : 'face-lost';
}
