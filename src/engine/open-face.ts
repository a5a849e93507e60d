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

/** The worst of all that was looked at; nothing is as like the original as can be. */
function standingOf(measurement: Delivered | undefined, index: number): Standing {
  const looked = measurement ? [...measurement.platforms.values(), measurement.file] : [];
  const standings = looked.flatMap((one) => (one ? [standingIn(one, index)] : []));
  return standings.length > 0 ? worstStanding(standings) : standingIn(undefined, index);
}

export function standingIn(measurement: FaceMeasurement | undefined, index: number): Standing {
  const toClean = measurement?.similarities[index] ?? 1;
  const toTarget = measurement?.toTarget[index];
  return toTarget === undefined ? { toClean } : { toClean, toTarget };
}

/**
 * Why a face is not protected in what was looked at of the file delivered last; undefined when nothing
 * speaks against it so far. A face is protected only when the file itself was looked at too.
 */
export function failureOf(face: OpenFace, models: EngineModels): EngineErrorCode | undefined {
  const { measurement } = face;
  if (!measurement) return 'budget-exceeded';
  const { file, platforms } = measurement;
  if (!file && platforms.size === 0) return undefined;
  const reached = models.recognisers.every((one, i) =>
    isReached(standingOf(measurement, i), one.calibration),
  );
  if (!reached) return 'budget-exceeded';
  // In a site's version a face may be too small to be found, the clean one as well.
  return file && !file.found ? 'face-lost' : undefined;
}

/** Whether a face holds in all that it has to hold in: every platform, and the file, which comes last. */
export function isProtected(face: OpenFace, models: EngineModels): boolean {
  return face.measurement?.file !== undefined && failureOf(face, models) === undefined;
}
