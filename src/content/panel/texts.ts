import { ERROR_CODES } from '../../shared/errors';
import type { ErrorCode } from '../../shared/errors';
import { errorKey } from '../../shared/error-key';
import { translate as translateNow } from '../../shared/translate';

/** Everything that the panel says of its own. */
export type Texts = ReturnType<typeof readTexts>;

/**
 * Read once, while the extension is there: in a page that outlived it, asking for a text fails, and
 * that is when the person most needs words.
 */
export function readTexts() {
  return {
    region: translate('panel_region'),
    onePhoto: translate('panel_photos_one'),
    photos: translate('panel_photos_many'),
    face: translate('panel_face'),
    asks: translate('panel_asks'),
    done: translate('panel_done'),
    cancel: translate('panel_cancel'),
    again: translate('panel_again'),
    still: translate('panel_still'),
    stronger: translate('panel_stronger'),
    original: translate('panel_send_original'),
    leaveOut: translate('panel_leave_out'),
    reload: translate('panel_reload'),
    close: translate('panel_close'),
    compare: translate('panel_compare'),
    fold: translate('panel_fold'),
    unfold: translate('panel_unfold'),
    noFace: translate('panel_no_face'),
    waiting: translate('panel_waiting'),
    sentOriginal: translate('panel_sent_original'),
    sentNoFace: translate('panel_sent_no_face'),
    leftOut: translate('panel_left_out'),
    end: translate('panel_end'),
    endNothing: translate('panel_end_nothing'),
    direction: translate('@@bidi_dir') === 'rtl' ? 'rtl' : 'ltr',
    language: translate('@@ui_locale').replace('_', '-'),
    errors: new Map<ErrorCode, string>(
      ERROR_CODES.map((code) => [code, translate(errorKey(code))]),
    ),
  } as const;
}

/** `text` with `$1` and `$2` replaced. */
export function fill(text: string, ...values: readonly number[]): string {
  return text.replaceAll(/\$(\d)/g, (_, place: string) => String(values[Number(place) - 1] ?? ''));
}

/** A text that is made on the spot; `instead` where there is no extension any more to make it. */
export function orElse(make: () => string, instead: string): string {
  try {
    return make();
  } catch {
    return instead;
  }
}

/** The text with its places for numbers still in it. At worst the key's own words. */
function translate(key: string): string {
  const words = key.replace(/^[a-z]+_|^@@.*/, '').replaceAll('_', ' ');
  return orElse(() => translateNow(key, '$1', '$2'), words) || words;
}
