import { verdictText } from '../../shared/job-text';
import type { PhotoNote } from '../../shared/photo-note';
import { translate } from '../../shared/translate';

/** What became of a photo: what the panel said of it, and whether the page got nothing. */
export function noteText({ outcome, verdict }: PhotoNote): string {
  const text = verdictText(verdict);
  return outcome === 'left-out' ? `${text} ${translate('panel_left_out')}` : text;
}
