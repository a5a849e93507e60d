import { errorOf } from '../../shared/error-of';
import { errorText } from '../../shared/job-text';
import type { Settings } from '../../shared/settings';
import type { Strength } from '../../shared/strength';
import { figuresOf } from '../../shared/strength-text';
import { translate } from '../../shared/translate';
import { askBackground } from '../ask-background';
import { part } from '../part';
import { strengthChoice } from '../strength-choice';

/** The level of the next photos: saved at once, and what could not be saved is shown as it still is. */
export function wireLevel(): (settings: Settings) => void {
  const state = part('level-state', HTMLElement);
  const save = async (strength: Strength): Promise<void> => {
    try {
      await askBackground('changeSettings', { strength });
      state.textContent = translate('popup_level_next');
    } catch (error) {
      state.textContent = errorText(errorOf(error).code);
      show(await askBackground('readSettings', null));
    }
  };
  const show = strengthChoice((strength) => {
    void save(strength);
  }, figuresOf);
  return show;
}
