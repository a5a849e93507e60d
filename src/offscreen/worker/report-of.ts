import type { EngineErrorCode, FaceReport, ProtectResult } from '../../engine/protect-types';
import type { ErrorCode } from '../../shared/errors';
import type { AttackMode } from '../../shared/attack-mode';
import type { Backend, FaceResult, Formats, PhaseSeconds, PhotoReport } from '../../shared/report';

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
  const { outcome, code, faces, tooSmall, psnr, ssim } = result;
  return {
    outcome,
    ...(code === undefined ? {} : { code: codeOf(code) }),
    faces: faces.map(faceResult),
    ...(tooSmall === undefined ? {} : { tooSmall }),
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
    recognisers: recognisers.map(({ id, before, after, recompressed, threshold, target }) => ({
      id,
      before,
      after,
      ...(recompressed === undefined ? {} : { recompressed }),
      threshold,
      ...(target && { target: { after: target.after, threshold: target.threshold } }),
    })),
  };
}
