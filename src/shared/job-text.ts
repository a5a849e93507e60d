import { errorKey } from './error-key';
import type { ErrorCode } from './errors';
import type { JobProgress } from './job';
import { isConverted } from './output-type';
import type { Formats, PhotoReport } from './report';
import { translate } from './translate';
import type { Verdict } from './verdict';
import { verdictOf } from './verdict';

/** What is going on, in a few words. */
export function progressText(progress: JobProgress): string {
  switch (progress.kind) {
    case 'queued':
      return translate('progress_queued', progress.ahead);
    case 'started':
      return translate('progress_started');
    case 'decoded':
      return translate('progress_decoded');
    case 'found':
      return translate('progress_found', progress.boxes.length);
    case 'step':
      return translate('progress_step', progress.face, progress.faces);
    case 'verify':
      return translate('progress_verify');
  }
}

/** The outcome in one plain line that claims no more than was measured on this photo. */
export function outcomeText(report: PhotoReport): string {
  const { formats } = report;
  const text = verdictText(verdictOf(report));
  if (formats === undefined || !isConverted(report)) return text;
  return `${text} ${translate('outcome_converted', FORMAT_NAMES[formats.out])}`;
}

const FORMAT_NAMES: Readonly<Record<Formats['out'], string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  avif: 'AVIF',
};

/** A verdict in the person's language. */
export function verdictText({ key, args }: Verdict): string {
  return translate(key, ...args);
}

/** The figures behind the outcome. */
export function detailText({ outcome, psnr, ssim, seconds }: PhotoReport): string {
  if (outcome === 'no-face') return translate('detail_no_face');
  return translate(
    'detail_protected',
    ssim?.toFixed(3) ?? '',
    psnr === null ? '∞' : psnr.toFixed(1),
    seconds?.total.toFixed(0) ?? '',
  );
}

/** Why there is no result, in words that a person understands. */
export function errorText(code: ErrorCode): string {
  return translate(errorKey(code));
}

/** The time left as the engine host rounds it: whole minutes or tens of seconds where it is long. */
export function timeLeftText(seconds: number): string {
  if (seconds < 5) return translate('left_moment');
  if (seconds < 60) return translate('left_seconds', seconds);
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  return rest === 0
    ? translate('left_minutes', minutes)
    : translate('left_minutes_seconds', minutes, rest);
}
