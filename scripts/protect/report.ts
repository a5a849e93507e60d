import type { ErrorCode } from '../../src/shared/errors';
import type { PhotoReport } from '../../src/shared/report';
import type { PhotoEntry } from '../../src/shared/report-file';
import { verdictOf } from '../../src/shared/verdict';
import { sentenceOf } from '../sentence';

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
  const { psnr, ssim, backend, backendsLost, seconds } = report;
  if (outcome === 'failed') return `${name}: failed (${code ?? 'internal'})`;
  const said = sentenceOf(verdictOf({ outcome, ...report }));
  if (outcome === 'no-face') return `${name}: ${said} Metadata removed -> ${out ?? ''}`;
  const lost = backendsLost === undefined ? '' : ` after losing ${backendsLost.join(', ')}`;
  return (
    `${name}: ${said} The whole picture: ` +
    `PSNR ${psnr?.toFixed(1) ?? 'inf'} dB, SSIM ${ssim?.toFixed(3) ?? '-'}; ` +
    `${seconds?.total.toFixed(1) ?? '-'} s on ${backend ?? '-'}${lost} -> ${out ?? ''}`
  );
}
