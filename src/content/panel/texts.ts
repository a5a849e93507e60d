import { ERROR_CODES } from '../../shared/errors';
import { errorKey } from '../../shared/error-key';
import { STRENGTHS } from '../../shared/strength';
import type { Strength } from '../../shared/strength';
import { strengthName } from '../../shared/strength-text';
import { translate as translateNow } from '../../shared/translate';
import { VERDICT_KEYS } from '../../shared/verdict';
import type { Verdict } from '../../shared/verdict';
import { fill } from './fill';

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
    unchanged: translate('panel_unchanged'),
    cancel: translate('panel_cancel'),
    again: translate('panel_again'),
    still: translate('panel_still'),
    stronger: translate('panel_stronger'),
    original: translate('panel_send_original'),
    changed: translate('panel_send_changed'),
    leaveOut: translate('panel_leave_out'),
    reload: translate('panel_reload'),
    close: translate('panel_close'),
    compare: translate('panel_compare'),
    fold: translate('panel_fold'),
    unfold: translate('panel_unfold'),
    noFace: translate('panel_no_face'),
    waiting: translate('panel_waiting'),
    leftOut: translate('panel_left_out'),
    end: translate('panel_end'),
    endNothing: translate('panel_end_nothing'),
    direction: translate('@@bidi_dir') === 'rtl' ? 'rtl' : 'ltr',
    language: translate('@@ui_locale').replace('_', '-'),
    strengths: new Map<Strength, string>(
      STRENGTHS.map((strength) => [strength, orElse(() => strengthName(strength), strength)]),
    ),
    verdicts: new Map<string, string>(
      [...VERDICT_KEYS, ...ERROR_CODES.map(errorKey)].map((key) => [key, translate(key)]),
    ),
  } as const;
}

/** A verdict in the person's language, also when there is no extension any more. */
export function sentence({ key, args }: Verdict, { verdicts }: Texts): string {
  return fill(verdicts.get(key) ?? key, ...args);
}

/** A text that is made on the spot; `instead` where there is no extension any more to make it. */
export function orElse<T>(make: () => T, instead: T): T {
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
