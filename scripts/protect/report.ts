import type { ErrorCode } from '../../src/shared/errors';
import type { PhotoReport } from '../../src/shared/report';
import type { PhotoEntry } from '../../src/shared/report-file';

/** The report on a job that ended before the engine had anything to say. */
export function failureReport(code: ErrorCode, bytesIn: number): PhotoReport {
  return {
    outcome: 'failed',
    code,
    faces: [],
    psnr: null,
    ssim: null,
    backend: null,
    seconds: null,
    bytesIn,
    bytesOut: null,
  };
}

/** One line about one photo, for a person. Claims no more than what was measured. */
export function summaryLine({ name, out, outcome, code, ...report }: PhotoEntry): string {
  const { faces, psnr, ssim, backend, backendsLost, seconds } = report;
  if (outcome === 'failed') return `${name}: failed (${code ?? 'internal'})`;
  if (outcome === 'no-face') return `${name}: no face found, metadata removed -> ${out ?? ''}`;
  const recognisers = new Set(faces.flatMap((face) => face.recognisers.map(({ id }) => id)));
  const lost = backendsLost === undefined ? '' : ` after losing ${backendsLost.join(', ')}`;
  return (
    `${name}: ${faces.length} ${faces.length === 1 ? 'face' : 'faces'} harder to match, ` +
    `measured against ${recognisers.size} recogniser${recognisers.size === 1 ? '' : 's'}; ` +
    `PSNR ${psnr?.toFixed(1) ?? 'inf'} dB, SSIM ${ssim?.toFixed(3) ?? '-'}, ` +
    `${seconds?.total.toFixed(1) ?? '-'} s on ${backend ?? '-'}${lost} -> ${out ?? ''}`
  );
}
