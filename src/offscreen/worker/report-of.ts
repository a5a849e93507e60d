import type { EngineErrorCode, FaceReport, ProtectResult } from '../../engine/protect-types';
import type { ErrorCode } from '../../shared/errors';
import type { AttackMode } from '../../shared/attack-mode';
import { PLATFORM_IDS } from '../../shared/platforms';
import type { PlatformId } from '../../shared/platforms';
import type { Backend, FaceResult, Formats, PhaseSeconds, PhotoReport } from '../../shared/report';
import type { Strength } from '../../shared/strength';

/** The engine's own codes, as the rest of the extension knows them. */
const CODES: Readonly<Record<EngineErrorCode, ErrorCode>> = {
  cancelled: 'cancelled',
  'budget-exceeded': 'budget-exceeded',
  'face-lost': 'face-lost',
  'non-finite': 'non-finite',
  'bad-photo': 'corrupt-file',
  'bad-options': 'bad-request',
  'bad-model': 'weights-corrupt',
};

export function codeOf(code: EngineErrorCode): ErrorCode {
  return CODES[code];
}

export interface Measured {
  readonly mode: AttackMode;
  readonly strength: Strength;
  readonly unlinkable?: true;
  readonly platforms: readonly PlatformId[];
  readonly backend: Backend | null;
  readonly seconds: PhaseSeconds;
  readonly bytesIn: number;
  readonly formats?: Formats;
}

/** The report on a photo that the engine has looked at. Named keys only: nothing else leaves. */
export function reportOf(
  result: ProtectResult,
  measured: Measured,
  bytesOut: number | null,
): PhotoReport {
  const { outcome, code, faces, tooSmall, unclear, psnr, ssim } = result;
  return {
    outcome,
    ...(code === undefined ? {} : { code: codeOf(code) }),
    faces: faces.map(faceResult),
    ...(tooSmall === undefined ? {} : { tooSmall }),
    ...(unclear === undefined ? {} : { unclear }),
    psnr,
    ssim,
    ...measured,
    bytesOut,
  };
}

/** The report on a photo that never got as far as a result. */
export function failureReport(code: ErrorCode, measured: Measured): PhotoReport {
  return {
    outcome: 'failed',
    code,
    faces: [],
    psnr: null,
    ssim: null,
    ...measured,
    bytesOut: null,
  };
}

function faceResult(face: FaceReport): FaceResult {
  const { box, protected: isProtected, code, psnr, ssim, overJnd, steps, recognisers } = face;
  return {
    box,
    protected: isProtected,
    ...(code === undefined ? {} : { code: codeOf(code) }),
    psnr,
    ssim,
    overJnd,
    steps,
    recognisers: recognisers.map(({ id, before, after, platforms, recompressed, ...one }) => ({
      id,
      before,
      after,
      ...(platforms && { platforms: knownPlatforms(platforms) }),
      ...(recompressed === undefined ? {} : { recompressed }),
      threshold: one.threshold,
      margin: one.margin,
      ...(one.target && {
        target: { after: one.target.after, threshold: one.target.threshold },
      }),
    })),
  };
}

function knownPlatforms(
  likeness: Readonly<Record<string, number>>,
): Readonly<Partial<Record<PlatformId, number>>> {
  return Object.fromEntries(
    PLATFORM_IDS.flatMap((id) => {
      const one = likeness[id];
      return one === undefined ? [] : [[id, one] as const];
    }),
  );
}
