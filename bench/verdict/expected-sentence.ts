import { readFileSync } from 'node:fs';
import type { Recomputed } from './recompute';

/** From here on a face looks the same (SSIM); the sentence says so. */
const SAME = 0.99;

/** The sentence that the delivered bytes call for; empty where nothing good may be said of them. */
export function expectedSentence(found: Recomputed | undefined): string {
  if (found === undefined || found.kind === 'match') return '';
  const { unmeasured } = found;
  if (found.kind === 'no-face') {
    return unmeasured > 0
      ? text('verdict_unmeasured_only', String(unmeasured))
      : text('outcome_no_face');
  }
  const { faces, ssim } = found;
  if (unmeasured > 0) return text('verdict_unmeasured_beside', String(faces), String(unmeasured));
  const name = `verdict_${ssim >= SAME ? 'same' : 'stopped'}`;
  return faces === 1
    ? text(`${name}_one`, ssim.toFixed(3))
    : text(`${name}_many`, String(faces), ssim.toFixed(3));
}

function text(key: string, first = '', second = ''): string {
  const texts = JSON.parse(readFileSync('_locales/en/messages.json', 'utf8')) as Record<
    string,
    { readonly message: string } | undefined
  >;
  return (texts[key]?.message ?? '').replaceAll('$1', first).replaceAll('$2', second);
}
