import { errorText } from '../../shared/job-text';
import type { PhotoNote } from '../../shared/photo-note';
import { translate } from '../../shared/translate';

/** What became of a photo, in one plain line that claims no more than was measured. */
export function noteText({ outcome, faces, code }: PhotoNote): string {
  switch (outcome) {
    case 'measured':
      return faces === 1
        ? translate('outcome_one', translate('measured_one'))
        : translate('outcome_many', faces, translate('measured_one'));
    case 'no-face':
      return translate('outcome_no_face');
    case 'original':
      return code === 'not-a-photo' ? errorText(code) : translate('panel_sent_original');
    case 'left-out':
      return code === undefined
        ? translate('panel_left_out')
        : `${translate('panel_left_out')} ${errorText(code)}`;
  }
}
